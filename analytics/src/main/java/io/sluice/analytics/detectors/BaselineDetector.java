package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * The live form of {@code baseline}: each tag against its own past, the worst counts. It goes on
 * learning: a row is learnt from when the next one comes, when it is known whether an alarm stood.
 * Rows of an alarm are left out until the alarm has stood for the time after which its cause is the
 * new normal.
 */
final class BaselineDetector implements Detector {
  private static final double NANOS = 1e9;

  private final BaselineStart start;
  private final double offLevel;
  private final FeatureStream gate;
  private List<TagBaseline> tags;
  private Verdict verdict = Verdict.WARMING_UP;
  private double score;
  private double seconds;
  private double refitAt;
  private double alarmAt;
  private boolean alarm;
  private boolean accepted;
  private int alarmRows;

  /**
   * @param offLevel score below which an alarm may clear
   */
  BaselineDetector(BaselineStart start, double offLevel) {
    this.start = start;
    this.offLevel = offLevel;
    this.gate = new FeatureStream(start.plan(), gap(start));
    this.tags = start.tags();
    this.refitAt = start.refitAt();
  }

  @Override
  public List<Column> columns() {
    return start.plan().columns();
  }

  @Override
  public Verdict update(Row row) {
    verdict = gate.update(row);
    learn();
    seconds = row.time() / NANOS;
    refit();
    score = 0;
    boolean taken = verdict != Verdict.FROZEN;
    for (int i = 0; i < tags.size(); i++) {
      TagBaseline tag = tags.get(i);
      if (taken && row.usable(tag.index())) {
        tag.update(seconds, row.value(tag.index()));
        score = Math.max(score, tag.score());
      } else {
        tag.skip();
      }
    }
    return verdict;
  }

  /** The model begins with the rows it was trained on: only the gate's windows want them. */
  @Override
  public void warmUp(Row row) {
    verdict = gate.update(row);
    score = 0;
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
  public List<Contribution> contributions(int most) {
    requireScored();
    double total = 0;
    for (TagBaseline tag : tags) {
      total += tag.score() * tag.score();
    }
    List<Contribution> contributions = new ArrayList<>();
    for (TagBaseline tag : tags) {
      if (tag.score() > 0) {
        contributions.add(tag.contribution(tag.score() * tag.score() / total));
      }
    }
    return Contribution.largest(contributions, most);
  }

  @Override
  public List<String> replacedTags() {
    return gate.missingTags();
  }

  @Override
  public void alarmStands(boolean stands) {
    if (stands && !alarm) {
      alarmAt = seconds;
      alarmRows = 0;
    }
    alarm = stands;
    alarmRows++;
  }

  @Override
  public void startAnew() {
    gate.reset();
    verdict = Verdict.WARMING_UP;
  }

  /** Goes back to where training ended; takes as long as {@link BaselineKind#detector}. */
  @Override
  public void reset() {
    gate.reset();
    tags = start.tags();
    refitAt = start.refitAt();
    verdict = Verdict.WARMING_UP;
    alarm = false;
    accepted = false;
  }

  /** Irregular rows do not start the gate's windows anew each time. */
  private static long gap(BaselineStart start) {
    return Math.max(start.plan().gap(), (long) (start.pacing().gap() * NANOS));
  }

  private void learn() {
    boolean longEnough = alarm && seconds - alarmAt > start.pacing().accept();
    boolean accepting = longEnough && !accepted;
    accepted = longEnough;
    for (int i = 0; i < tags.size(); i++) {
      TagBaseline tag = tags.get(i);
      if (accepting) {
        tag.accept();
      }
      boolean normal = accepted || (!alarm && tag.score() < 1);
      boolean begins = !alarm || alarmRows < start.pacing().block();
      tag.learn(
          normal
              ? Course.Learning.NORMAL
              : begins ? Course.Learning.ALARM : Course.Learning.STANDING_ALARM);
    }
  }

  private void refit() {
    if (seconds < refitAt && refitAt - seconds <= start.pacing().refit()) {
      return;
    }
    refitAt = seconds + start.pacing().refit();
    for (int i = 0; i < tags.size(); i++) {
      tags.get(i).refit();
      if (!alarm) {
        tags.get(i).choose();
      }
    }
  }

  private void requireScored() {
    if (verdict != Verdict.SCORED) {
      throw new IllegalStateException("the last row has no score: " + verdict.label());
    }
  }
}
