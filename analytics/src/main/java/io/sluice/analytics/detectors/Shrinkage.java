package io.sluice.analytics.detectors;

import io.sluice.analytics.Moments;

/**
 * How far correlations from few rows are to be drawn towards none: the Rao-Blackwellised
 * Ledoit-Wolf estimator. Unlike Ledoit and Wolf's own it needs nothing but the moments, so that
 * merged statistics give the very model that pooled rows would.
 *
 * @see <a href="https://doi.org/10.1016/S0047-259X(03)00096-4">Ledoit and Wolf 2004</a>
 * @see <a href="https://doi.org/10.1109/TSP.2010.2053029">Chen, Wiesel, Eldar and Hero 2010</a>,
 *     equation 17
 */
final class Shrinkage {
  private Shrinkage() {}

  /**
   * The intensity for correlations, 0 to 1.
   *
   * @param window rows that share values; so many rows count as one
   */
  static double of(Moments moments, int window) {
    double[][] covariance = moments.covariance();
    double trace = 0;
    double squares = 0;
    for (int i = 0; i < covariance.length; i++) {
      trace += covariance[i][i] > 0 ? 1 : 0;
      for (int j = 0; j < covariance.length; j++) {
        double product = covariance[i][i] * covariance[j][j];
        squares += product > 0 ? covariance[i][j] * covariance[i][j] / product : 0;
      }
    }
    double rows = Math.max(3, (double) moments.count() / window);
    double apart = squares - trace * trace / Math.max(1, trace);
    double wanted = (rows - 2) / rows * squares + trace * trace;
    return apart > 0 ? Math.min(1, wanted / ((rows + 2) * apart)) : 1;
  }
}
