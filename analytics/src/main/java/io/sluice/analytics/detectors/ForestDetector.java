package io.sluice.analytics.detectors;

import io.sluice.analytics.Aspect;
import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import java.util.Arrays;
import java.util.List;

/**
 * A forest a tag; the strangest tag counts. It goes on learning, from one row in as many as a
 * shingle has, but never from a row at the threshold or above, nor while the alarm stands: a forest
 * that learns the fault stops seeing it.
 */
final class ForestDetector extends SignalDetector {
  private final TagForest.Shape shape;
  private final List<Watched> watched;
  private final TagForest[] forests;
  private final double[] ratios;
  private final double[] values;
  private final double[] newest;
  private final boolean[] missing;
  private boolean alarm;
  private boolean learnt;
  private long rows;

  /** One tag's part of a model. */
  static final class Watched {
    private final boolean level;
    private final double[][] points;
    private final double limit;

    /**
     * @param level false where only the course counts
     * @param points what the forest grows from
     * @param limit the library's score that counts as the largest of normal operation
     */
    Watched(boolean level, double[][] points, double limit) {
      this.level = level;
      this.points = points;
      this.limit = limit;
    }

    private TagForest grow(TagForest.Shape shape) {
      return TagForest.grown(shape, level, points);
    }

    private double quantile(double share) {
      return Quantile.of(
          Arrays.stream(points).mapToDouble(point -> point[point.length - 1]).toArray(), share);
    }
  }

  ForestDetector(
      SignalStream stream,
      TagForest.Shape shape,
      List<Watched> watched,
      double threshold,
      double offLevel) {
    super(stream, outside(watched), threshold, offLevel);
    this.shape = shape;
    this.watched = List.copyOf(watched);
    this.forests = new TagForest[watched.size()];
    this.ratios = new double[watched.size()];
    this.values = new double[shape.shingle()];
    this.newest = new double[watched.size()];
    this.missing = new boolean[watched.size()];
    grow();
  }

  @Override
  public void alarmStands(boolean stands) {
    alarm = stands;
  }

  @Override
  public void reset() {
    super.reset();
    if (learnt) {
      grow();
    }
  }

  @Override
  Verdict take(Row row) {
    return stream.update(row);
  }

  @Override
  double[] seen() {
    for (int signal = 0; signal < newest.length; signal++) {
      newest[signal] = stream.newest(signal);
    }
    return newest;
  }

  @Override
  boolean[] unseen() {
    for (int signal = 0; signal < missing.length; signal++) {
      missing[signal] = stream.missing(signal);
    }
    return missing;
  }

  @Override
  double measure() {
    double most = 0;
    for (int signal = 0; signal < forests.length; signal++) {
      ratios[signal] = stream.missing(signal) ? 0 : ratio(signal);
      most = Math.max(most, ratios[signal]);
    }
    if (!alarm && most < ForestKind.MARGIN) {
      learn();
    }
    return most;
  }

  @Override
  double[] blame() {
    return Arrays.stream(ratios).map(ratio -> ratio * ratio).toArray();
  }

  @Override
  Contribution contribution(int signal, double share) {
    stream.read(signal, values);
    int strangest = forests[signal].strangest(values);
    Column column = stream.column(signal);
    return new Contribution(
        column.tag(),
        column.unit(),
        Aspect.VALUE,
        share,
        stream.inUnit(signal, values[strangest]),
        stream.inUnit(signal, forests[signal].expected(values, strangest)),
        stream.inUnit(signal, watched.get(signal).quantile(0.01)),
        stream.inUnit(signal, watched.get(signal).quantile(0.99)),
        "",
        outsideFor(signal));
  }

  private static Outside outside(List<Watched> watched) {
    return new Outside(
        watched.stream().mapToDouble(of -> of.quantile(0.01)).toArray(),
        watched.stream().mapToDouble(of -> of.quantile(0.99)).toArray());
  }

  private double ratio(int signal) {
    stream.read(signal, values);
    return Math.max(0, forests[signal].score(values) / watched.get(signal).limit);
  }

  /** Each tag in its turn, so that no row pays for all. */
  private void learn() {
    rows++;
    for (int signal = 0; signal < forests.length; signal++) {
      if ((rows + signal) % shape.shingle() == 0 && !stream.missing(signal)) {
        stream.read(signal, values);
        forests[signal].learn(values);
        learnt = true;
      }
    }
  }

  private void grow() {
    for (int signal = 0; signal < forests.length; signal++) {
      forests[signal] = watched.get(signal).grow(shape);
    }
    learnt = false;
    rows = 0;
  }
}
