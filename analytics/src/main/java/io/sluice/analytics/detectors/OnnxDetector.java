package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import java.util.List;

/** The user's model behind our gate; where it answers with NaN there is no verdict. */
final class OnnxDetector implements Detector {
  private final StreamingDetector inner;
  private final OnnxScorer scorer;
  private boolean answered;

  OnnxDetector(StreamingDetector inner, OnnxScorer scorer) {
    this.inner = inner;
    this.scorer = scorer;
  }

  @Override
  public List<Column> columns() {
    return inner.columns();
  }

  @Override
  public Verdict update(Row row) {
    if (row.size() == columns().size()) {
      scorer.take(row);
    }
    Verdict verdict = inner.update(row);
    answered = verdict == Verdict.SCORED && !Double.isNaN(scorer.answer());
    return verdict == Verdict.SCORED && !answered ? Verdict.NOT_FINITE : verdict;
  }

  @Override
  public double score() {
    requireAnswer();
    return inner.score();
  }

  @Override
  public double offLevel() {
    return inner.offLevel();
  }

  @Override
  public List<Contribution> contributions(int most) {
    requireAnswer();
    return inner.contributions(most);
  }

  @Override
  public List<String> replacedTags() {
    return inner.replacedTags();
  }

  @Override
  public void reset() {
    inner.reset();
    scorer.reset();
    answered = false;
  }

  private void requireAnswer() {
    if (!answered) {
      throw new IllegalStateException("the last row has no score: the model gave none");
    }
  }
}
