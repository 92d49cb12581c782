package io.sluice.analytics;

import java.util.List;

/**
 * A trained model with the streaming state of one asset. Used by one context; {@link #update}
 * allocates nothing. The same rows always give the same scores, to the bit.
 */
public interface Detector {
  /** The columns a row must have, in order. */
  List<Column> columns();

  /**
   * Takes the next row.
   *
   * @return {@link Verdict#SCORED}, or why there is no verdict on this row
   * @throws IllegalArgumentException if the row's size is not that of {@link #columns}
   */
  Verdict update(Row row);

  /**
   * Takes a row that it was trained on, so that windows are full when the next one comes; one that
   * begins with its training rows learns nothing from it twice.
   */
  default void warmUp(Row row) {
    update(row);
  }

  /**
   * The score of the last row: finite, 0 or more, 1.0 is the threshold.
   *
   * @throws IllegalStateException if the last row was not scored
   */
  double score();

  /** The score below which an alarm may clear, from training data; above 0, at most 1. */
  double offLevel();

  /**
   * The tags that made the last score, largest share first. Allocates: for use when an alarm is
   * raised.
   *
   * @param most how many at most
   * @throws IllegalStateException if the last row was not scored
   */
  List<Contribution> contributions(int most);

  /** Tags whose values were missing and replaced by what the others led to expect. */
  List<String> replacedTags();

  /**
   * Told after each row whether the detector's alarm stands: one that goes on learning from live
   * rows does not learn from those of an alarm.
   */
  default void alarmStands(boolean stands) {}

  /**
   * Starts the windows anew, because the rows to come are no neighbours of the last; what live rows
   * have taught stays. Allocates nothing.
   */
  default void startAnew() {
    reset();
  }

  /** Forgets all rows. */
  void reset();
}
