package io.sluice.gateway.assets;

import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmLogic;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.alarms.Transition;
import io.sluice.analytics.trial.Agreement;
import io.sluice.analytics.trial.FaultsFound;
import io.sluice.analytics.trial.Observation;
import io.sluice.analytics.trial.SideBySide;
import io.sluice.analytics.trial.TrackRecord;
import io.sluice.analytics.trial.TrialRecord;
import io.sluice.connectors.PlantClock;

/**
 * A version that scores the champion's rows beside it: the shadow, or the champion before. Its
 * alarms are counted and reach nobody. One that takes too long is asked no more, so that the
 * champion keeps its time. Confined to the asset's loop.
 */
final class Companion {
  /** Mean time for a row, beyond which it is asked no more. */
  private static final long BUDGET_NANOS = 2_000_000;

  private static final int MEASURE_EVERY = 16;
  private static final int MEASUREMENTS = 32;

  private final Scoring scoring;
  private final AlarmLogic alarm;
  private final PlantClock clock;
  private final SideBySide side = new SideBySide();
  private final Observation champion;
  private final Observation shadow;
  private final Agreement before;
  private final int against;
  private FaultsFound faultsOfChampion;
  private FaultsFound faultsOfShadow;
  private long rows;
  private int measured;
  private long nanosMeasured;
  private boolean tooSlow;

  /**
   * @param known what an earlier run of the gateway has recorded of the same two versions
   */
  Companion(Scoring scoring, AlarmOptions options, TrialRecord known, PlantClock clock) {
    this.scoring = scoring;
    this.alarm = new AlarmLogic(options);
    this.clock = clock;
    this.champion = new Observation(known.champion().figures());
    this.shadow = new Observation(known.shadow().figures());
    this.faultsOfChampion = known.champion().faults();
    this.faultsOfShadow = known.shadow().faults();
    this.before = known.agreement();
    this.against = known.against();
  }

  Scoring scoring() {
    return scoring;
  }

  /** True where its alarm would stand. */
  boolean alarmStands() {
    return alarm.state().raised();
  }

  /** True where it was too slow and scores no more. */
  boolean tooSlow() {
    return tooSlow;
  }

  /** Scores the row that the champion has just judged; says what it did to the silent alarm. */
  Transition row(Row row, Verdict verdict, double score, Transition transition, boolean stands) {
    if (verdict == Verdict.SCORED) {
      champion.scored(score, transition == Transition.RAISED, stands, row.time());
    } else {
      champion.notScored();
    }
    if (tooSlow) {
      shadow.notScored();
      scoring.skipped(row.time());
      return Transition.NONE;
    }
    Verdict own = scored(row);
    Transition ownTransition = alarm.update(own, scoring.score(), scoring.offLevel(), row.time());
    boolean raised = ownTransition == Transition.RAISED;
    scoring.judged(ownTransition, alarmStands(), row.time());
    if (own == Verdict.SCORED) {
      shadow.scored(scoring.score(), raised, alarmStands(), row.time());
    } else {
      shadow.notScored();
    }
    if (own == Verdict.SCORED && verdict == Verdict.SCORED) {
      side.row(score, scoring.score(), raised, row.time());
    }
    return ownTransition;
  }

  /** Takes what both have found of the faults that were put into copies of rows. */
  void faults(FaultsFound ofChampion, FaultsFound ofShadow) {
    faultsOfChampion = ofChampion;
    faultsOfShadow = ofShadow;
  }

  /** All that was shown so far. */
  TrialRecord trial() {
    return new TrialRecord(
        against,
        new TrackRecord(champion.figures(), faultsOfChampion),
        new TrackRecord(shadow.figures(), faultsOfShadow),
        before.plus(Agreement.of(side)));
  }

  private Verdict scored(Row row) {
    if (rows++ % MEASURE_EVERY != 0) {
      return scoring.update(row);
    }
    long begun = clock.nanoTime();
    Verdict own = scoring.update(row);
    nanosMeasured += clock.nanoTime() - begun;
    measured++;
    if (measured == MEASUREMENTS) {
      tooSlow = nanosMeasured / measured > BUDGET_NANOS;
      measured = 0;
      nanosMeasured = 0;
    }
    return own;
  }
}
