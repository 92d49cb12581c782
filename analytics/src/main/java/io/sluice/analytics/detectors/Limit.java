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

  private Limit() {}

  /**
   * @param crossFitted measures of training rows by models that have not seen them, in time order
   * @param own measures of the same rows by the model itself
   */
  static double of(double[] crossFitted, double[] own) {
    double[] largest = new double[CrossFit.BLOCKS];
    for (int block = 0; block < largest.length; block++) {
      int from = CrossFit.start(block, crossFitted.length);
      int to = CrossFit.start(block + 1, crossFitted.length);
      largest[block] = Quantile.of(Arrays.copyOfRange(crossFitted, from, to), 1);
    }
    Arrays.sort(largest);
    double bounded = Math.min(largest[largest.length - 1], MOST * largest[1]);
    return Math.max(LEAST, Math.max(bounded, Quantile.of(own, 1)));
  }
}
