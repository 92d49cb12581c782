package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in, the last values of each watched tag out: the gate is that of {@link FeatureStream}, so
 * that a window behind a verdict has no gap in it. A value that is missing within the window is the
 * one before it. Owned by one context; allocates nothing after construction.
 */
final class SignalStream {
  /** A value further from the mean than this many standard deviations counts as this far. */
  private static final double FARTHEST = 1e6;

  private final FeatureStream gate;
  private final int[] columns;
  private final int[] featureOf;
  private final double[] centre;
  private final double[] scale;
  private final double[][] rings;
  private final int length;
  private int next;

  /**
   * @param length values kept of each tag, at most the plan's window
   */
  SignalStream(FeaturePlan plan, int length) {
    gate = new FeatureStream(plan);
    columns = SignalPlan.watched(plan);
    featureOf = new int[columns.length];
    centre = new double[columns.length];
    scale = new double[columns.length];
    rings = new double[columns.length][length];
    this.length = length;
    for (int signal = 0; signal < columns.length; signal++) {
      int column = columns[signal];
      centre[signal] = plan.centre().get(column);
      scale[signal] = plan.scale().get(column);
      featureOf[signal] = plan.features().stream().map(f -> f.column()).toList().indexOf(column);
    }
  }

  /** Takes a row; {@link #read} has all values if the answer is {@link Verdict#SCORED}. */
  Verdict update(Row row) {
    Verdict verdict = gate.update(row);
    int before = next == 0 ? length - 1 : next - 1;
    for (int signal = 0; signal < columns.length; signal++) {
      double[] ring = rings[signal];
      ring[next] =
          row.usable(columns[signal]) ? scaled(signal, row.value(columns[signal])) : ring[before];
    }
    next = next + 1 == length ? 0 : next + 1;
    return verdict;
  }

  /** The tag's last values, oldest first, less its mean in training, in deviations of training. */
  void read(int signal, double[] into) {
    double[] ring = rings[signal];
    System.arraycopy(ring, next, into, 0, length - next);
    System.arraycopy(ring, 0, into, length - next, next);
  }

  /** The newest of the tag's values. */
  double newest(int signal) {
    return rings[signal][next == 0 ? length - 1 : next - 1];
  }

  /** Tags watched. */
  int count() {
    return columns.length;
  }

  Column column(int signal) {
    return columns().get(columns[signal]);
  }

  List<Column> columns() {
    return gate.plan().columns();
  }

  /** True where too many of the tag's values are missing for a verdict on it. */
  boolean missing(int signal) {
    return gate.missing()[featureOf[signal]];
  }

  List<String> missingTags() {
    return gate.missingTags();
  }

  /** A value of {@link #read} in the tag's unit. */
  double inUnit(int signal, double value) {
    return value * scale[signal] + centre[signal];
  }

  /** A difference of values of {@link #read} in the tag's unit. */
  double span(int signal, double difference) {
    return difference * scale[signal];
  }

  void reset() {
    gate.reset();
    for (double[] ring : rings) {
      Arrays.fill(ring, 0);
    }
    next = 0;
  }

  private double scaled(int signal, double value) {
    double scaled = (value - centre[signal]) / scale[signal];
    return Math.max(-FARTHEST, Math.min(FARTHEST, scaled));
  }
}
