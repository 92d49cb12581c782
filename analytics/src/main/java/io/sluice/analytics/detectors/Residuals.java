package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Moments;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.Row;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Each process tag's value less what the asset's other tags and setpoints lead to expect of it, row
 * by row: a setpoint that training has not seen moves many tags, and none of them is off. A tag
 * alone is compared with its mean. Thermal tags are left out: their level follows the weather.
 * Owned by one context; {@link #take} allocates nothing.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1991.10484770">Hawkins 1991, multivariate quality
 *     control based on regression-adjusted variables</a>
 */
final class Residuals {
  private static final double FARTHEST = 1e6;

  private final FeaturePlan plan;
  private final int[] columns;
  private final Basis basis;
  private final double[] spread;
  private final double[] values;
  private final double[] z;
  private final boolean[] missing;
  private final double[] residual;

  private Residuals(FeaturePlan plan, int[] columns, Basis basis, double[] spread) {
    this.plan = plan;
    this.columns = columns;
    this.basis = basis;
    this.spread = spread;
    this.values = new double[columns.length];
    this.z = new double[columns.length];
    this.missing = new boolean[columns.length];
    this.residual = new double[columns.length];
  }

  /** Learns from rows of values in the order of the plan's columns. */
  static Residuals fit(FeaturePlan plan, double[][] rows) {
    int[] columns = columns(plan);
    Moments moments = new Moments(columns.length);
    double[] taken = new double[columns.length];
    for (double[] row : rows) {
      for (int i = 0; i < columns.length; i++) {
        taken[i] = scaled(plan, columns[i], row[columns[i]]);
      }
      moments.add(taken);
    }
    Basis basis = Basis.of(moments, Shrinkage.of(moments, plan.window()));
    double[] spread = new double[columns.length];
    Arrays.fill(spread, 1);
    Residuals residuals = new Residuals(plan, columns, basis, spread);
    Moments off = new Moments(columns.length);
    Row row = new Row(plan.columns().size());
    for (double[] values : rows) {
      for (int column = 0; column < row.size(); column++) {
        row.set(column, values[column]);
      }
      residuals.take(row);
      off.add(residuals.residual);
    }
    double[][] covariance = off.covariance();
    Arrays.setAll(spread, i -> Math.sqrt(covariance[i][i]));
    return residuals;
  }

  /** Takes the next row; what is not usable is replaced by what the others lead to expect. */
  void take(Row row) {
    boolean some = false;
    for (int i = 0; i < columns.length; i++) {
      missing[i] = !row.usable(columns[i]);
      some |= missing[i];
      values[i] = missing[i] ? 0 : scaled(plan, columns[i], row.value(columns[i]));
    }
    basis.standardise(values, z);
    if (some) {
      basis.expect(z, missing);
    }
    for (int i = 0; i < columns.length; i++) {
      residual[i] = missing[i] ? 0 : values[i] - basis.feature(i, z[i] - basis.residual(i, z));
    }
  }

  /** How many columns there are, judged or not; they are counted by {@link #column}. */
  int size() {
    return columns.length;
  }

  int column(int i) {
    return columns[i];
  }

  /** True where the last row had no value. */
  boolean missing(int i) {
    return missing[i];
  }

  /** The last value, in its own deviations from its mean. */
  double value(int i) {
    return values[i];
  }

  /** The last value less the expected, in the tag's deviations. */
  double residual(int i) {
    return residual[i];
  }

  /**
   * How much of the distance of all tags from normal operation goes away when this one is put where
   * the others expect it, if its residual is {@code off}. A residual alone would not tell: that of
   * one tag moves all others' expectations.
   *
   * @see Reconstruction
   */
  double explained(int i, double off) {
    return off * off * basis.precision(i);
  }

  /** Standard deviation of the residual in training; 0 where there was none. */
  double spread(int i) {
    return spread[i];
  }

  double inUnit(int i, double value) {
    int column = columns[i];
    return plan.centre().get(column) + plan.scale().get(column) * value;
  }

  /** The position of each column, or -1 of one that is neither judged nor context. */
  int[] positions() {
    int[] positions = new int[plan.columns().size()];
    Arrays.fill(positions, -1);
    for (int i = 0; i < columns.length; i++) {
      positions[columns[i]] = i;
    }
    return positions;
  }

  void write(Map<String, double[]> numbers) {
    basis.write(numbers);
    numbers.put("residual.spread", spread);
  }

  static Residuals read(FeaturePlan plan, Numbers numbers) throws ModelException {
    int[] columns = columns(plan);
    if (columns.length == 0) {
      throw new ModelException("the model has no process tag");
    }
    double[] spread = numbers.get("residual.spread", columns.length);
    if (Arrays.stream(spread).anyMatch(value -> value < 0)) {
      throw new ModelException("the model has a spread below 0");
    }
    return new Residuals(plan, columns, Basis.read(numbers, columns.length), spread);
  }

  private static int[] columns(FeaturePlan plan) {
    return IntStream.range(0, plan.columns().size())
        .filter(column -> plan.scale().get(column) > 0)
        .filter(
            column -> {
              Column.Kind kind = plan.columns().get(column).kind();
              return kind == Column.Kind.PROCESS || kind == Column.Kind.SETPOINT;
            })
        .toArray();
  }

  private static double scaled(FeaturePlan plan, int column, double value) {
    double scaled = (value - plan.centre().get(column)) / plan.scale().get(column);
    return Math.max(-FARTHEST, Math.min(FARTHEST, scaled));
  }
}
