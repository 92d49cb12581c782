package io.sluice.analytics.detectors;

import io.sluice.analytics.Row;
import java.util.Arrays;

/**
 * The tabular cumulative sums of each tag's residual, upwards and downwards, in its standard
 * deviations. The textbook sums count from half the shift to be found: a plant's residuals wander
 * farther than that for longer than independent values ever would, and the sums of normal operation
 * would be without bound. Here they count from where the moving average of rows that the model had
 * not seen stayed, plus the slack: for independent values that is about one deviation from the
 * mean, and for others as much as their own wandering asks for.
 */
final class CusumChart implements TagChart {
  private final EwmaChart moving;
  private final Residuals residuals;
  private final double[] reach;
  private final double[] most;
  private final int[] positions;
  private final double[] up;
  private final double[] down;

  /**
   * @param moving the average that is shown
   * @param reach how far off a column may be without counting, in standard deviations
   * @param most a column's sum goes no higher, so that it comes back in time once the tag has
   */
  CusumChart(EwmaChart moving, double[] reach, double[] most) {
    this.moving = moving;
    this.residuals = moving.residuals();
    this.reach = reach;
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
        double free = reach[residuals.column(i)];
        up[i] = Math.max(0, Math.min(bound, up[i] + off - free));
        down[i] = Math.max(0, Math.min(bound, down[i] - off - free));
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
  public double blame(int column, double limit) {
    return measure(column) > 0 ? moving.blame(column, limit) : 0;
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
