package io.sluice.analytics.detectors;

import java.util.Arrays;

/**
 * The level that normal operation passes as often as is allowed, from measures of rows by models
 * that have not seen them. Neighbouring rows share a window and say the same, so only the largest
 * of each window counts; the largest of these are taken for an exponential tail, whose mean
 * decides. That is steadier than the largest value of all, which is one row's luck.
 */
final class TailLevel {
  private TailLevel() {}

  /**
   * @param measures in time order; they grow linearly with how unusual a row is, as a squared
   *     distance or a negative logarithm does
   */
  static double of(double[] measures, Allowance allowance) {
    double[] peaks = peaks(lasting(measures, allowance.onDelayRows()), allowance.windows());
    int tail = allowance.tail();
    double excursions = allowance.excursions();
    if (tail < 1 || excursions >= tail) {
      return peaks[Math.max(0, peaks.length - 1 - (int) Math.round(excursions))];
    }
    double from = peaks[peaks.length - 1 - tail];
    double excess = 0;
    for (int i = peaks.length - tail; i < peaks.length; i++) {
      excess += peaks[i] - from;
    }
    return from + excess / tail * Math.log(tail / excursions);
  }

  /** What each measure and those of the rows before it all reach: only that raises an alarm. */
  private static double[] lasting(double[] measures, int onDelayRows) {
    double[] lasting = measures.clone();
    for (int row = 0; row < lasting.length; row++) {
      for (int before = Math.max(0, row - onDelayRows); before < row; before++) {
        lasting[row] = Math.min(lasting[row], measures[before]);
      }
    }
    return lasting;
  }

  /** The largest measure of each window, ascending. */
  private static double[] peaks(double[] measures, int windows) {
    double[] peaks = new double[windows];
    for (int peak = 0; peak < windows; peak++) {
      int from = (int) ((long) peak * measures.length / windows);
      int to = (int) ((long) (peak + 1) * measures.length / windows);
      peaks[peak] = Quantile.of(Arrays.copyOfRange(measures, from, to), 1);
    }
    Arrays.sort(peaks);
    return peaks;
  }
}
