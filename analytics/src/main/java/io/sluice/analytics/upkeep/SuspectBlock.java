package io.sluice.analytics.upkeep;

/**
 * Training rows that another model finds abnormal.
 *
 * @param first index of the first row
 * @param last index of the last row, {@code first} or more
 * @param fromNanos plant time of the first row
 * @param toNanos plant time of the last row
 * @param peak highest score, 1.0 is the threshold
 * @param tag what contributed most at the peak, empty where the model does not say
 */
public record SuspectBlock(
    int first, int last, long fromNanos, long toNanos, double peak, String tag) {
  public SuspectBlock {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("rows " + first + " to " + last + " are no block");
    }
  }

  /** Rows in it. */
  public int rows() {
    return last - first + 1;
  }
}
