package io.sluice.analytics.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Goal;
import io.sluice.analytics.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a shadow may become champion, and when a champion has to go. */
class RulesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Duration WEEKS = Duration.ofDays(14);

  @Test
  void aShadowThatIsAsGoodAndWatchedLongEnoughIsReady() {
    PromotionAdvice advice = judge(track(WEEKS, 2, 9), track(WEEKS, 1, 9), agreement(0.9, 1));
    assertThat(advice).isInstanceOf(PromotionAdvice.Ready.class);
    assertThat(advice.reasons())
        .contains(
            "watched for 336.0 h, needs 24.0 h",
            "9 of 10 injected faults found, the" + " champion found 9 of 10");
  }

  @Test
  void eachThingThatIsMissingIsSaid() {
    PromotionAdvice advice =
        judge(track(WEEKS, 2, 9), track(Duration.ofHours(2), 3, 7), agreement(0.1, 1));
    assertThat(advice).isInstanceOf(PromotionAdvice.NotYet.class);
    assertThat(advice.reasons())
        .containsExactly(
            "watched for 2.0 h, needs 24.0 h",
            "3 alarms, the champion had 2; 1 alone, allowed are 0",
            "7 of 10 injected faults found, the champion found 9 of 10",
            "scores go with the champion's by 0.10, needs 0.30");
  }

  @Test
  void alarmsThatTheChampionRaisedTooAreNoFalseAlarmsOfTheShadow() {
    assertThat(judge(track(WEEKS, 40, 9), track(WEEKS, 40, 9), agreement(0.9, 2)))
        .isInstanceOf(PromotionAdvice.Ready.class);
    assertThat(judge(track(WEEKS, 40, 9), track(WEEKS, 40, 9), agreement(0.9, 3)).reasons())
        .containsExactly("40 alarms, the champion had 40; 3 alone, allowed are 2");
  }

  @Test
  void aShadowThatWasNotTriedOnFaultsIsNotReady() {
    TrackRecord untried = new TrackRecord(track(WEEKS, 0, 0).figures(), FaultsFound.NONE);
    assertThat(judge(track(WEEKS, 2, 0), untried, agreement(0.9, 0)).reasons())
        .containsExactly("no injected faults were tried yet");
  }

  @Test
  void aShadowThatOftenHasNoVerdictIsNotReady() {
    Observed deaf = new Observed(20_000, WEEKS, 0, 0, 0, 0.5, 5_000);
    assertThat(
            judge(
                    track(WEEKS, 2, 9),
                    new TrackRecord(deaf, new FaultsFound(10, 10)),
                    agreement(0.9, 0))
                .reasons())
        .containsExactly("20.0 % of rows without a verdict, allowed are 5.0 %");
  }

  @Test
  void aChampionThatFailsIsBroken() {
    Conduct failing = new Conduct();
    for (int i = 0; i < 10; i++) {
      failing.notScored(Verdict.MODEL_FAILED, i * SECOND);
    }
    assertThat(RollbackRule.broken(failing, new Conduct(), Goal.USUAL, 10 * SECOND))
        .hasValue("10 rows of the last hour made it fail");
  }

  @Test
  void aFaultOfThePlantDoesNotCostAGoodModelItsPlace() {
    Conduct champion = hour(0.9);
    assertThat(RollbackRule.broken(champion, hour(0.8), Goal.USUAL, 3600 * SECOND)).isEmpty();
    assertThat(RollbackRule.broken(champion, hour(0.01), Goal.USUAL, 3600 * SECOND))
        .get()
        .asString()
        .contains("90 % of the rows", "on 1 %");
    assertThat(RollbackRule.broken(champion, new Conduct(), Goal.USUAL, 3600 * SECOND))
        .as("nothing to compare with")
        .isEmpty();
  }

  @Test
  void manyShortAlarmsThatTheVersionBeforeHadNotBreakTheLimit() {
    Conduct champion = new Conduct();
    Conduct reference = new Conduct();
    for (int i = 0; i < 2_000; i++) {
      champion.scored(i % 200 == 0, i % 200 == 0, i * SECOND);
      reference.scored(false, false, i * SECOND);
    }
    assertThat(RollbackRule.broken(champion, reference, Goal.USUAL, 2_000 * SECOND))
        .hasValue("10 alarms in a day, the version before it would have had 0");
    assertThat(
            RollbackRule.broken(
                champion, reference, new Goal(7 * 24, Duration.ZERO), 2_000 * SECOND))
        .as("the user asked for as many")
        .isEmpty();
  }

  @Test
  void badReadsDoNotCountAgainstAModel() {
    Conduct champion = new Conduct();
    for (int i = 0; i < 1_000; i++) {
      champion.notScored(Verdict.BAD_QUALITY, i * SECOND);
    }
    assertThat(champion.last(Duration.ofHours(1), 1_000 * SECOND).asked()).isZero();
  }

  @Test
  void conductForgetsWhatIsOlderThanADay() {
    Conduct conduct = new Conduct();
    conduct.scored(true, true, 0);
    long dayLater = Duration.ofHours(25).toNanos();
    assertThat(conduct.last(Duration.ofDays(1), dayLater)).isEqualTo(Conduct.Sum.NONE);
    conduct.scored(false, false, dayLater);
    assertThat(conduct.last(Duration.ofDays(1), dayLater).scored()).isEqualTo(1);
  }

  @Test
  void aRuleWithoutEvidenceIsRefused() {
    assertThatThrownBy(() -> new PromotionRule(Duration.ZERO, 0, 0, 0))
        .hasMessageContaining("no evidence");
  }

  @Test
  void observationsOutliveARestart() {
    Observation first = new Observation();
    for (int i = 0; i < 1_000; i++) {
      first.scored(i % 10 / 10.0, i == 500, i >= 500 && i < 510, i * SECOND);
    }
    first.notScored();
    Observed kept = Observed.of(first.figures().named());
    assertThat(kept).isEqualTo(first.figures());
    assertThat(kept.watched()).isEqualTo(Duration.ofSeconds(999));
    assertThat(kept.shareNear()).isEqualTo(0.2);
    Observation second = new Observation(kept);
    second.scored(1.5, true, true, 0);
    assertThat(second.figures().activations()).isEqualTo(2);
    assertThat(second.figures().rows()).isEqualTo(1_001);
  }

  @Test
  void theRecordOfATrialIsKeptByName() {
    TrialRecord trial =
        new TrialRecord(3, track(WEEKS, 2, 9), track(WEEKS, 1, 8), new Agreement(9, 0.5, 0.6, 1));
    assertThat(TrialRecord.of(trial.named())).isEqualTo(trial);
    assertThat(trial.named()).hasSizeLessThan(50);
    assertThat(TrialRecord.of(Map.of())).isEqualTo(TrialRecord.none(0));
  }

  private static Conduct hour(double shareInAlarm) {
    Conduct conduct = new Conduct();
    for (int i = 0; i < 3_600; i++) {
      conduct.scored(i == 0, i % 100 < 100 * shareInAlarm, i * SECOND);
    }
    return conduct;
  }

  private static PromotionAdvice judge(
      TrackRecord champion, TrackRecord shadow, Agreement agreement) {
    return PromotionRule.USUAL.judge(champion, shadow, agreement, Goal.USUAL);
  }

  private static TrackRecord track(Duration watched, long activations, int found) {
    return new TrackRecord(
        new Observed(20_000, watched, activations, 0, 0, 0.5, 0), new FaultsFound(found, 10));
  }

  private static Agreement agreement(double spearman, long alone) {
    return new Agreement(20_000, spearman, spearman, alone);
  }
}
