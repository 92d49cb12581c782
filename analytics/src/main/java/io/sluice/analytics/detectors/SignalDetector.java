package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live form of kinds that look at each tag by itself. */
abstract class SignalDetector implements Detector {
  final SignalStream stream;
  private final double threshold;
  private final double offLevel;
  private final Outside outside;
  private Verdict verdict = Verdict.WARMING_UP;
  private double score;
  private long time;

  /**
   * @param outside keeps the time of {@link #seen}
   * @param threshold the measure at score 1.0
   */
  SignalDetector(SignalStream stream, Outside outside, double threshold, double offLevel) {
    this.stream = stream;
    this.outside = outside;
    this.threshold = threshold;
    this.offLevel = offLevel;
  }

  /** Takes the next row. */
  abstract Verdict take(Row row);

  /** The values of the last row that have a usual range. */
  abstract double[] seen();

  /** True for those that are missing. */
  abstract boolean[] unseen();

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
      time = row.time();
      outside.see(seen(), unseen(), time);
      score = measure() / threshold;
    } else {
      outside.forget();
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
    return Contribution.largest(contributions, most);
  }

  @Override
  public void reset() {
    stream.reset();
    outside.forget();
    verdict = Verdict.WARMING_UP;
  }

  /** For how long one of {@link #seen} has been outside its usual range, or null if it is not. */
  final @Nullable Duration outsideFor(int which) {
    return outside.until(which, time);
  }

  private void requireScored() {
    if (verdict != Verdict.SCORED) {
      throw new IllegalStateException("the last row has no score: " + verdict.label());
    }
  }
}
