package io.sluice.analytics.detectors;

import java.util.Arrays;

/** Quantiles of cross-fitted measures. */
final class Quantile {
  private Quantile() {}

  static double of(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * (sorted.length - 1))];
  }

  /** One measure out of several per row. */
  static double[] column(double[][] measures, int index) {
    return Arrays.stream(measures).mapToDouble(row -> row[index]).toArray();
  }
}
