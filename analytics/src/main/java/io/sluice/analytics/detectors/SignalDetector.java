package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The live form of kinds that look at each tag by itself. */
abstract class SignalDetector implements Detector {
  final SignalStream stream;
  private final double threshold;
  private final double offLevel;
  private Verdict verdict = Verdict.WARMING_UP;
  private double score;

  /**
   * @param threshold the measure at score 1.0
   */
  SignalDetector(SignalStream stream, double threshold, double offLevel) {
    this.stream = stream;
    this.threshold = threshold;
    this.offLevel = offLevel;
  }

  /** Takes the next row. */
  abstract Verdict take(Row row);

  /** How unusual the last row is, 0 or more, finite. */
  abstract double measure();

  /** Each tag's part in {@link #measure}, 0 or more; 0 for a missing one. */
  abstract double[] blame();

  abstract Contribution contribution(int signal, double share);

  @Override
  public final List<Column> columns() {
    return stream.columns();
  }

  @Override
  public final Verdict update(Row row) {
    verdict = take(row);
    if (verdict == Verdict.SCORED) {
      score = measure() / threshold;
    }
    return verdict;
  }

  @Override
  public final double score() {
    requireScored();
    return score;
  }

  @Override
  public final double offLevel() {
    return offLevel;
  }

  @Override
  public final List<String> replacedTags() {
    return stream.missingTags();
  }

  @Override
  public final List<Contribution> contributions(int most) {
    requireScored();
    double[] blame = blame();
    double total = 0;
    for (double part : blame) {
      total += part;
    }
    List<Contribution> contributions = new ArrayList<>();
    for (int signal = 0; signal < blame.length; signal++) {
      if (blame[signal] > 0) {
        contributions.add(contribution(signal, blame[signal] / total));
      }
    }
    contributions.sort(Comparator.comparingDouble(Contribution::share).reversed());
    return List.copyOf(contributions.subList(0, Math.min(most, contributions.size())));
  }

  @Override
  public void reset() {
    stream.reset();
    verdict = Verdict.WARMING_UP;
  }

  private void requireScored() {
    if (verdict != Verdict.SCORED) {
      throw new IllegalStateException("the last row has no score: " + verdict.label());
    }
  }
}
