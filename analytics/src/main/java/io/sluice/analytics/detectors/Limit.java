package io.sluice.analytics.detectors;

import java.util.Arrays;

/**
 * The largest measure that counts as normal. Cross-fitted rows say it, within bounds: never below
 * what the model gives its own rows, and at most three times the second quietest block. A block
 * from a regime that the other blocks do not contain has absurd cross-fitted measures (a million
 * times the usual was seen); the model itself has that regime in it, and a limit from there would
 * blind it.
 */
final class Limit {
  private static final double MOST = 3;

  /** Below this a measure is rounding: with all axes kept the error of PCA is 0. */
  private static final double LEAST = 1e-3;

  /** Share of the model's own rows that stay below a limit in any case. */
  private static final double ALMOST_ALL = 0.99;

  private Limit() {}

  /**
   * @param crossFitted measures of training rows by models that have not seen them, in time order
   * @param own measures of the same rows by the model itself
   */
  static double of(double[] crossFitted, double[] own) {
    double bound = bound(crossFitted);
    double largest = Quantile.of(crossFitted, 1);
    return Math.max(LEAST, Math.max(Math.min(largest, bound), Quantile.of(own, 1)));
  }

  /**
   * The measure that normal operation passes no more often than is allowed, within the same bounds.
   *
   * @param crossFitted as above; they grow like a squared distance
   */
  static double of(double[] crossFitted, double[] own, Allowance allowance) {
    double bound = bound(crossFitted);
    double[] bounded = Arrays.stream(crossFitted).map(row -> Math.min(row, bound)).toArray();
    double level = TailLevel.of(bounded, allowance);
    return Math.max(LEAST, Math.max(level, Quantile.of(own, ALMOST_ALL)));
  }

  private static double bound(double[] crossFitted) {
    double[] largest = new double[CrossFit.BLOCKS];
    for (int block = 0; block < largest.length; block++) {
      int from = CrossFit.start(block, crossFitted.length);
      int to = CrossFit.start(block + 1, crossFitted.length);
      largest[block] = Quantile.of(Arrays.copyOfRange(crossFitted, from, to), 1);
    }
    Arrays.sort(largest);
    return MOST * largest[1];
  }
}
