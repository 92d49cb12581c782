package io.sluice.analytics.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmLogicTest {
  private static final double OFF = 0.6;
  private static final AlarmOptions OPTIONS =
      new AlarmOptions(
          Duration.ofSeconds(3), Duration.ofSeconds(10), Priority.MEDIUM, Duration.ofMinutes(10));

  private final AlarmLogic alarm = new AlarmLogic(OPTIONS);
  private double now;

  @Test
  void aScoreBelowTheThresholdStaysNormal() {
    assertThat(after(1, 0.999)).isEqualTo(Transition.NONE);
    assertThat(alarm.state()).isEqualTo(AlarmState.NORMAL);
  }

  @Test
  void aScoreAtTheThresholdWaitsForTheOnDelayAndThenRaises() {
    assertThat(after(1, 1.0)).isEqualTo(Transition.NONE);
    assertThat(alarm.state()).isEqualTo(AlarmState.PENDING);
    assertThat(after(2.9, 1.0)).isEqualTo(Transition.NONE);
    assertThat(after(0.1, 1.0)).isEqualTo(Transition.RAISED);
    assertThat(alarm.state()).isEqualTo(AlarmState.ACTIVE);
    assertThat(alarm.state().raised()).isTrue();
  }

  @Test
  void aDipDuringTheOnDelayStartsItAnew() {
    after(1, 2);
    after(2, 2);
    after(0.5, 0.9);
    assertThat(alarm.state()).isEqualTo(AlarmState.NORMAL);
    after(0.5, 2);
    assertThat(after(2.9, 2)).isEqualTo(Transition.NONE);
    assertThat(after(0.1, 2)).isEqualTo(Transition.RAISED);
  }

  @Test
  void aRowWithoutVerdictStartsTheOnDelayAnew() {
    after(1, 2);
    after(2.9, 2);
    assertThat(unusable(0.1)).isEqualTo(Transition.NONE);
    assertThat(alarm.state()).isEqualTo(AlarmState.NORMAL);
    assertThat(after(0.1, 2)).isEqualTo(Transition.NONE);
    assertThat(after(3, 2)).isEqualTo(Transition.RAISED);
  }

  @Test
  void anOutageNeitherRaisesNorClears() {
    assertThat(unusable(60)).isEqualTo(Transition.NONE);
    assertThat(alarm.state()).isEqualTo(AlarmState.NORMAL);
    raise();
    assertThat(unusable(3600)).isEqualTo(Transition.NONE);
    assertThat(alarm.state()).isEqualTo(AlarmState.ACTIVE);
  }

  @Test
  void anAlarmClearsAfterTheOffDelayBelowTheOffLevel() {
    raise();
    assertThat(after(1, 0.5)).isEqualTo(Transition.NONE);
    assertThat(alarm.state()).isEqualTo(AlarmState.CLEARING);
    assertThat(alarm.state().raised()).isTrue();
    assertThat(after(9.9, 0.5)).isEqualTo(Transition.NONE);
    assertThat(after(0.1, 0.5)).isEqualTo(Transition.CLEARED);
    assertThat(alarm.state()).isEqualTo(AlarmState.NORMAL);
  }

  @Test
  void aScoreBetweenOffLevelAndThresholdKeepsTheAlarm() {
    raise();
    after(1, 0.5);
    after(5, 0.7);
    assertThat(alarm.state()).isEqualTo(AlarmState.ACTIVE);
    after(1, 0.5);
    assertThat(after(9.9, 0.5)).isEqualTo(Transition.NONE);
    assertThat(after(0.1, 0.5)).isEqualTo(Transition.CLEARED);
  }

  @Test
  void aRowWithoutVerdictStartsTheOffDelayAnew() {
    raise();
    after(1, 0.5);
    after(9, 0.5);
    unusable(1);
    assertThat(alarm.state()).isEqualTo(AlarmState.ACTIVE);
    after(1, 0.5);
    assertThat(after(9.9, 0.5)).isEqualTo(Transition.NONE);
    assertThat(after(0.1, 0.5)).isEqualTo(Transition.CLEARED);
  }

  @Test
  void anAlarmWhoseScoreStaysBelowTheThresholdClearsAtTheLatchLimit() {
    raise();
    for (int i = 0; i < 599; i++) {
      assertThat(after(1, 0.8)).isEqualTo(Transition.NONE);
    }
    assertThat(after(1, 0.8)).isEqualTo(Transition.CLEARED);
  }

  @Test
  void aScoreAtTheThresholdStartsTheLatchLimitAnew() {
    raise();
    after(599, 0.8);
    after(1, 1.0);
    assertThat(after(599, 0.8)).isEqualTo(Transition.NONE);
    assertThat(after(1, 0.8)).isEqualTo(Transition.CLEARED);
  }

  @Test
  void theLatchLimitStandsStillDuringAnOutage() {
    raise();
    after(599, 0.8);
    unusable(3600);
    assertThat(after(1, 0.8)).isEqualTo(Transition.NONE);
    assertThat(after(1, 0.8)).isEqualTo(Transition.CLEARED);
  }

  @Test
  void withoutDelaysOneRowRaisesAndOneClears() {
    AlarmLogic quick =
        new AlarmLogic(
            new AlarmOptions(Duration.ZERO, Duration.ZERO, Priority.HIGH, Duration.ZERO));
    assertThat(quick.update(Verdict.SCORED, 1, OFF, 1)).isEqualTo(Transition.RAISED);
    assertThat(quick.update(Verdict.SCORED, 0.1, OFF, 2)).isEqualTo(Transition.CLEARED);
  }

  @Test
  void aDeadbandLowersTheOffLevelButNeverRaisesIt() {
    AlarmLogic banded = new AlarmLogic(banded(0.3));
    banded.update(Verdict.SCORED, 1, 1, 1);
    assertThat(banded.update(Verdict.SCORED, 0.7, 1, 2)).isEqualTo(Transition.NONE);
    assertThat(banded.update(Verdict.SCORED, 0.65, OFF, 3)).isEqualTo(Transition.NONE);
    assertThat(banded.update(Verdict.SCORED, 0.69, 1, 4)).isEqualTo(Transition.CLEARED);
    assertThatThrownBy(() -> banded(1)).hasMessageContaining("deadband is 1.0, must be 0 to 0.9");
  }

  @Test
  void anAlarmCarriedOnIsNotRaisedAgainAndClearsLikeAnyOther() {
    alarm.carryOn();
    assertThat(alarm.state().raised()).isTrue();
    assertThat(after(1, 2)).isEqualTo(Transition.NONE);
    assertThat(after(1, 0.1)).isEqualTo(Transition.NONE);
    assertThat(after(10, 0.1)).isEqualTo(Transition.CLEARED);
  }

  private static AlarmOptions banded(double deadband) {
    return new AlarmOptions(
        Duration.ZERO,
        Duration.ZERO,
        Priority.LOW,
        Duration.ofHours(1),
        deadband,
        Latching.NONE,
        null,
        null,
        Duration.ofHours(1),
        List.of());
  }

  @Test
  void resetForgetsAnAlarm() {
    raise();
    alarm.reset();
    assertThat(alarm.state()).isEqualTo(AlarmState.NORMAL);
    assertThat(after(1, 2)).isEqualTo(Transition.NONE);
  }

  @Test
  void timeOfAnyOriginWillDo() {
    now = Long.MAX_VALUE / 1e9 - 1;
    long late = Long.MAX_VALUE - 1_000_000_000;
    alarm.update(Verdict.SCORED, 2, OFF, late);
    assertThat(alarm.update(Verdict.SCORED, 2, OFF, late + 3_000_000_000L))
        .isEqualTo(Transition.RAISED);
  }

  @Test
  void optionsOutOfRangeAreRefusedWithWhatWasRead() {
    assertThatThrownBy(
            () ->
                new AlarmOptions(
                    Duration.ofSeconds(-1), Duration.ZERO, Priority.LOW, Duration.ZERO))
        .hasMessageContaining("on-delay is PT-1S");
    assertThatThrownBy(
            () ->
                new AlarmOptions(
                    Duration.ZERO, Duration.ofSeconds(10), Priority.LOW, Duration.ofSeconds(9)))
        .hasMessageContaining("latch-limit is PT9S, must not be below off-delay PT10S");
  }

  private void raise() {
    after(1, 2);
    assertThat(after(3, 2)).isEqualTo(Transition.RAISED);
  }

  private Transition after(double seconds, double score) {
    now += seconds;
    return alarm.update(Verdict.SCORED, score, OFF, Math.round(now * 1e9));
  }

  private Transition unusable(double seconds) {
    now += seconds;
    return alarm.update(Verdict.BAD_QUALITY, Double.NaN, OFF, Math.round(now * 1e9));
  }
}
