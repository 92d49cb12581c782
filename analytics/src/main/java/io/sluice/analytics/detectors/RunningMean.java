package io.sluice.analytics.detectors;

/** A mean that forgets: of all values at first, later of about as many as it may remember. */
final class RunningMean {
  private final double most;
  private double mean;
  private double count;

  /**
   * @param most values remembered, 1 or more
   */
  RunningMean(double most) {
    this.most = most;
  }

  void add(double value) {
    count = Math.min(count + 1, most);
    mean += (value - mean) / count;
  }

  /** Trusts its past less after rows that never came. */
  void miss(double rows) {
    miss(rows, 0);
  }

  /** Trusts its past less after rows that never came, but still as that of {@code least} values. */
  void miss(double rows, double least) {
    count = Math.max(Math.min(count, least), count * Math.exp(-rows / most));
  }

  /** Lets the mean so far count as that of so many values at most. */
  void trust(double values) {
    count = Math.min(count, values);
  }

  double mean() {
    return mean;
  }

  double count() {
    return count;
  }
}
