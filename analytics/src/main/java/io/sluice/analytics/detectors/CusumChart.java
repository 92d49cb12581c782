package io.sluice.analytics.detectors;

import io.sluice.analytics.Row;
import java.util.Arrays;

/**
 * The tabular cumulative sums of each tag's residual, upwards and downwards, in its standard
 * deviations. The textbook sums count from half the shift to be found: a plant's residuals wander
 * farther than that for longer than independent values ever would, and the sums of normal operation
 * would be without bound. Here they count from the band in which the moving average stayed in
 * training, plus the slack: for independent values that is about one deviation from the mean, and
 * for others as much as their own wandering asks for.
 */
final class CusumChart implements TagChart {
  private final EwmaChart moving;
  private final Residuals residuals;
  private final Band band;
  private final double[] most;
  private final int[] positions;
  private final double[] up;
  private final double[] down;

  /** Where the sums count from, in standard deviations; one number a residual. */
  static final class Band {
    private final double[] low;
    private final double[] high;

    Band(double[] low, double[] high) {
      this.low = low;
      this.high = high;
    }

    double[] low() {
      return low;
    }

    double[] high() {
      return high;
    }
  }

  /**
   * @param moving the average that is shown
   * @param most a column's sum goes no higher, so that it comes back in time once the tag has
   */
  CusumChart(EwmaChart moving, Band band, double[] most) {
    this.moving = moving;
    this.residuals = moving.residuals();
    this.band = band;
    this.most = most;
    this.positions = residuals.positions();
    this.up = new double[residuals.size()];
    this.down = new double[residuals.size()];
  }

  @Override
  public void restart() {
    moving.restart();
    Arrays.fill(up, 0);
    Arrays.fill(down, 0);
  }

  @Override
  public void take(Row row) {
    moving.take(row);
    for (int i = 0; i < up.length; i++) {
      double spread = residuals.spread(i);
      if (!residuals.missing(i) && spread > 0) {
        double off = residuals.residual(i) / spread;
        double bound = most[residuals.column(i)];
        up[i] = Math.max(0, Math.min(bound, up[i] + off - band.high[i]));
        down[i] = Math.max(0, Math.min(bound, down[i] + band.low[i] - off));
      }
    }
  }

  @Override
  public double measure(int column) {
    int i = positions[column];
    return i < 0 ? 0 : Math.max(up[i], down[i]);
  }

  /** Sums are bounded; what tells tags at the bound apart is how far off they are now. */
  @Override
  public double blame(int column) {
    return measure(column) * moving.measure(column);
  }

  @Override
  public double observed(int column) {
    return moving.observed(column);
  }

  @Override
  public double expected(int column) {
    return moving.expected(column);
  }
}
