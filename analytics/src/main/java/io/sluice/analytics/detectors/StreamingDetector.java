package io.sluice.analytics.detectors;

import io.sluice.analytics.Aspect;
import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Feature;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Gate, windows, scaling and a {@link Scorer} in a row: the live form of every kind here. */
final class StreamingDetector implements Detector {
  private final FeatureStream stream;
  private final Basis basis;
  private final Scorer scorer;
  private final Usual usual;
  private final double threshold;
  private final double offLevel;
  private final double[] z;
  private final Outside outside;
  private long time;
  private Verdict verdict = Verdict.WARMING_UP;
  private double score;

  /**
   * @param threshold the scorer's measure at score 1.0
   * @param offLevel score below which an alarm may clear
   */
  StreamingDetector(Pipeline pipeline, Scorer scorer, double threshold, double offLevel) {
    this.stream = FeatureStream.paced(pipeline.plan());
    this.basis = pipeline.basis();
    this.usual = pipeline.usual();
    this.scorer = scorer;
    this.threshold = threshold;
    this.offLevel = offLevel;
    this.z = new double[basis.size];
    this.outside = Outside.of(pipeline.plan(), usual);
  }

  @Override
  public List<Column> columns() {
    return stream.plan().columns();
  }

  @Override
  public Verdict update(Row row) {
    verdict = stream.update(row);
    if (verdict != Verdict.SCORED) {
      outside.forget();
    } else {
      time = row.time();
      outside.see(stream.values(), stream.missing(), time);
      basis.standardise(stream.values(), z);
      if (stream.missingCount() > 0) {
        basis.expect(z, stream.missing());
      }
      score = scorer.measure(z) / threshold;
    }
    return verdict;
  }

  @Override
  public double score() {
    requireScored();
    return score;
  }

  @Override
  public double offLevel() {
    return offLevel;
  }

  @Override
  public List<String> replacedTags() {
    return stream.missingTags();
  }

  @Override
  public void reset() {
    stream.reset();
    outside.forget();
    verdict = Verdict.WARMING_UP;
  }

  @Override
  public List<Contribution> contributions(int most) {
    requireScored();
    double[] blame = scorer.blame(z);
    double[] perColumn = new double[columns().size()];
    double total = 0;
    for (int i = 0; i < blame.length; i++) {
      int column = feature(i).column();
      if (columns().get(column).kind() != Column.Kind.SETPOINT && !stream.missing()[i]) {
        perColumn[column] += blame[i];
        total += blame[i];
      }
    }
    List<Contribution> contributions = new ArrayList<>();
    for (int column = 0; column < perColumn.length && total > 0; column++) {
      if (perColumn[column] > 0) {
        contributions.add(contribution(column, perColumn[column] / total, blame));
      }
    }
    return Contribution.largest(contributions, most);
  }

  private Contribution contribution(int column, double share, double[] blame) {
    boolean[] own = new boolean[blame.length];
    int chief = -1;
    for (int i = 0; i < blame.length; i++) {
      own[i] = feature(i).column() == column;
      chief = own[i] && (chief < 0 || blame[i] > blame[chief]) ? i : chief;
    }
    double[] expected = z.clone();
    basis.expect(expected, own);
    Column of = columns().get(column);
    Aspect aspect = feature(chief).aspect();
    FeaturePlan plan = stream.plan();
    double expectedFeature = basis.feature(chief, expected[chief]);
    return new Contribution(
        of.tag(),
        of.unit(),
        aspect,
        share,
        plan.inUnit(chief, stream.values()[chief]),
        plan.inUnit(
            chief, aspect == Aspect.SPREAD ? Math.max(0, expectedFeature) : expectedFeature),
        usual.low(chief),
        usual.high(chief),
        "",
        outside.until(chief, time));
  }

  private Feature feature(int index) {
    return stream.plan().features().get(index);
  }

  private void requireScored() {
    if (verdict != Verdict.SCORED) {
      throw new IllegalStateException("the last row has no score: " + verdict.label());
    }
  }
}
