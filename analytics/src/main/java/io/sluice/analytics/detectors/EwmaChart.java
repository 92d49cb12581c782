package io.sluice.analytics.detectors;

import io.sluice.analytics.Row;
import java.util.Arrays;

/**
 * The exponentially weighted moving average of each tag's residual, in the residual's standard
 * deviations; it starts at 0.
 */
final class EwmaChart implements TagChart {
  private final Residuals residuals;
  private final double lambda;
  private final int[] positions;
  private final double[] average;
  private final double[] level;
  private boolean begun;

  /**
   * @param lambda weight of the newest value, above 0, at most 1
   */
  EwmaChart(Residuals residuals, double lambda) {
    this.residuals = residuals;
    this.lambda = lambda;
    this.positions = residuals.positions();
    this.average = new double[residuals.size()];
    this.level = new double[residuals.size()];
  }

  @Override
  public void restart() {
    Arrays.fill(average, 0);
    begun = false;
  }

  @Override
  public void take(Row row) {
    residuals.take(row);
    for (int i = 0; i < average.length; i++) {
      if (!residuals.missing(i)) {
        average[i] += lambda * (residuals.residual(i) - average[i]);
        level[i] += (begun ? lambda : 1) * (residuals.value(i) - level[i]);
      }
    }
    begun = true;
  }

  Residuals residuals() {
    return residuals;
  }

  /** The average in the residual's standard deviations. */
  double average(int i) {
    double spread = residuals.spread(i);
    return spread > 0 ? average[i] / spread : 0;
  }

  @Override
  public double measure(int column) {
    return positions[column] < 0 ? 0 : Math.abs(average(positions[column]));
  }

  @Override
  public double blame(int column, double limit) {
    int i = positions[column];
    return i < 0 ? 0 : residuals.explained(i, average[i]);
  }

  @Override
  public double observed(int column) {
    int i = positions[column];
    return i < 0 ? 0 : residuals.inUnit(i, level[i]);
  }

  @Override
  public double expected(int column) {
    int i = positions[column];
    return i < 0 ? 0 : residuals.inUnit(i, level[i] - average[i]);
  }
}
