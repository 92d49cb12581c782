package io.sluice.gateway.assets;

import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.Transition;
import io.sluice.analytics.models.StoredModel;
import io.sluice.analytics.trial.Conduct;
import io.sluice.analytics.trial.Observation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of a model at work, champion or not: whatever it does wrong becomes a verdict, and
 * what it did is counted. It keeps its windows when it changes its place. Confined to the asset's
 * loop once it is there.
 */
final class Scoring {
  private static final Logger log = LoggerFactory.getLogger(Scoring.class);

  private final String detector;
  private final int version;
  private final String origin;
  private final Detector model;
  private final Observation observation = new Observation();
  private Conduct conduct = new Conduct();
  private Verdict verdict = Verdict.WARMING_UP;
  private double score;
  private boolean failedBefore;

  Scoring(StoredModel stored, Detector model) {
    this.detector = stored.detector();
    this.version = stored.version();
    this.origin = "model v" + version + ", " + stored.model().data().rows() + " rows";
    this.model = model;
  }

  int version() {
    return version;
  }

  /** Which model it is, for screens. */
  String origin() {
    return origin;
  }

  Observation observation() {
    return observation;
  }

  Conduct conduct() {
    return conduct;
  }

  /** Judged by what it does from now on: in another place it is answerable for other things. */
  void startConduct() {
    conduct = new Conduct();
  }

  /** Scores the next row. */
  Verdict update(Row row) {
    try {
      verdict = model.update(row);
      score = verdict == Verdict.SCORED ? model.score() : 0;
      if (!Double.isFinite(score) || score < 0) {
        failed("its score is " + score, null);
      }
    } catch (RuntimeException bug) {
      failed("it threw " + bug, bug);
    }
    return verdict;
  }

  /** The score of the last row; 0 where it has none. */
  double score() {
    return score;
  }

  double offLevel() {
    return model.offLevel();
  }

  /** What made the last score; empty where the model cannot say. */
  List<Contribution> contributions(int most) {
    return verdict == Verdict.SCORED ? model.contributions(most) : List.of();
  }

  /** Counts what the last row did to the alarm that this version's score drives. */
  void judged(Transition transition, boolean stands, long nanos) {
    model.alarmStands(stands);
    if (verdict == Verdict.SCORED) {
      boolean raised = transition == Transition.RAISED;
      observation.scored(score, raised, stands, nanos);
      conduct.scored(raised, stands, nanos);
    } else {
      notScored(verdict, nanos);
    }
  }

  /** Counts a row that it was not asked to score. */
  void skipped(long nanos) {
    verdict = Verdict.OVER_BUDGET;
    score = 0;
    notScored(verdict, nanos);
  }

  private void notScored(Verdict reason, long nanos) {
    observation.notScored();
    conduct.notScored(reason, nanos);
  }

  private void failed(String why, @Nullable RuntimeException bug) {
    verdict = Verdict.MODEL_FAILED;
    score = 0;
    if (!failedBefore) {
      failedBefore = true;
      log.error("{}: model v{} fails: {}", detector, version, why, bug);
    }
  }
}
