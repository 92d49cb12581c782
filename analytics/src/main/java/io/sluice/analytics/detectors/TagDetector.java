package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * The live form of the kinds that judge each tag on its own: the quality gate of all kinds, a
 * {@link TagChart}, and the tag that is nearest to or farthest above its limit makes the score.
 * Tags that are not usable are left out; setpoints, counters and modes are never judged.
 */
final class TagDetector implements Detector {
  private static final double FARTHEST = 1e9;

  private final FeatureStream stream;
  private final TagChart chart;
  private final TagLevels levels;
  private final TagWords words;
  private final double offLevel;
  private final int[] judged;
  private final double[] observed;
  private final boolean[] missing;
  private final Outside outside;
  private boolean begun;
  private long time;
  private Verdict verdict = Verdict.WARMING_UP;
  private double score;

  /**
   * @param offLevel score below which an alarm may clear
   */
  TagDetector(FeaturePlan plan, TagChart chart, TagLevels levels, TagWords words, double offLevel) {
    this.stream = new FeatureStream(plan);
    this.chart = chart;
    this.levels = levels;
    this.words = words;
    this.offLevel = offLevel;
    this.judged = levels.judged();
    this.observed = new double[levels.limit.length];
    this.missing = new boolean[levels.limit.length];
    this.outside = new Outside(levels.low, levels.high);
  }

  @Override
  public List<Column> columns() {
    return stream.plan().columns();
  }

  @Override
  public Verdict update(Row row) {
    verdict = stream.update(row);
    boolean gap = row.time() - time > stream.plan().gap() || row.time() < time;
    time = row.time();
    if (begun && gap) {
      restart();
    }
    if (verdict == Verdict.SCORED || verdict == Verdict.WARMING_UP) {
      begun = true;
      chart.take(row);
    } else {
      restart();
    }
    if (verdict == Verdict.SCORED) {
      verdict = judge(row);
    }
    return verdict;
  }

  private Verdict judge(Row row) {
    score = 0;
    Verdict none = Verdict.WARMING_UP;
    boolean any = false;
    for (int column : judged) {
      missing[column] = !row.usable(column);
      if (missing[column]) {
        none = row.reason(column);
      } else {
        any = true;
        observed[column] = chart.observed(column);
        score = Math.max(score, relative(column));
      }
    }
    outside.see(observed, missing, time);
    return any ? Verdict.SCORED : none;
  }

  private double relative(int column) {
    return Math.min(FARTHEST, chart.measure(column) / levels.limit[column]);
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

  /** Tags that are not judged at present; here none is replaced. */
  @Override
  public List<String> replacedTags() {
    return stream.missingTags();
  }

  @Override
  public void reset() {
    stream.reset();
    restart();
    verdict = Verdict.WARMING_UP;
  }

  @Override
  public List<Contribution> contributions(int most) {
    requireScored();
    double total = 0;
    for (int column : judged) {
      total += weight(column);
    }
    List<Contribution> contributions = new ArrayList<>();
    for (int column : judged) {
      if (weight(column) > 0) {
        contributions.add(contribution(column, weight(column) / total));
      }
    }
    return Contribution.largest(contributions, most);
  }

  private double weight(int column) {
    return missing[column] ? 0 : Math.min(FARTHEST, chart.blame(column, levels.limit[column]));
  }

  private Contribution contribution(int column, double share) {
    Column of = columns().get(column);
    return new Contribution(
        of.tag(),
        words.unitOf(of.unit()),
        words.aspect(),
        share,
        observed[column],
        chart.expected(column),
        levels.low[column],
        levels.high[column],
        "",
        outside.until(column, time));
  }

  private void restart() {
    begun = false;
    chart.restart();
    outside.forget();
  }

  private void requireScored() {
    if (verdict != Verdict.SCORED) {
      throw new IllegalStateException("the last row has no score: " + verdict.label());
    }
  }
}
