package io.sluice.analytics.detectors;

/** The score below which an alarm may clear. */
final class OffLevel {
  private static final double SHARE = 0.90;
  private static final double LOWEST = 0.7;

  private OffLevel() {}

  /**
   * The level that nine tenths of normal rows stay below, but never so low that an alarm would hang
   * on scores well below the threshold, as after an adjustment that leads to a rare but normal
   * state; and never above the threshold.
   *
   * @param scores cross-fitted scores of training rows
   */
  static double of(double[] scores) {
    return Math.max(LOWEST, Math.min(1, Quantile.of(scores, SHARE)));
  }
}
