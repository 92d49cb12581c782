package io.sluice.analytics.detectors;

import io.sluice.analytics.Row;

/**
 * A statistic of each tag on its own, row after row. Owned by one context; allocates nothing but in
 * its constructor.
 */
interface TagChart {
  /** Forgets the rows so far: after a gap, an outage or a change of mode. */
  void restart();

  /** Takes the next row; cells that are not usable change nothing. */
  void take(Row row);

  /** How unusual the tag is, finite, 0 or more; what its limit is compared with. */
  double measure(int column);

  /**
   * What is compared with other tags' when an alarm names its causes, 0 or more: a tag over its
   * limit leaves those below theirs behind.
   */
  default double blame(int column, double limit) {
    double relative = measure(column) / limit;
    return relative * relative;
  }

  /** What is shown to the user, in the unit of the kind; finite. */
  double observed(int column);

  /** What would have been usual there and then, in the same unit; finite. */
  double expected(int column);
}
