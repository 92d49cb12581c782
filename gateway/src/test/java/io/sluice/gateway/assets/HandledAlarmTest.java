package io.sluice.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.alarms.HeldBack;
import io.sluice.analytics.alarms.Stand;
import io.sluice.gateway.assets.AlarmDeed.Action;
import io.sluice.gateway.fakes.LimitKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What persons, time and other alarms do to the alarm of a detector. */
class HandledAlarmTest extends AlarmBench {
  HandledAlarmTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void aPersonAcknowledgesAnAlarmAndTheCloudHearsWhoAndWhy() {
    Watch watch = watch("health");
    run(watch, FAULT);
    assertThat(watch.alarm().state().stand()).isEqualTo(Stand.UNACKNOWLEDGED);
    assertThat(act(watch, Action.ACKNOWLEDGE, "bearing ordered", null))
        .isEqualTo(new AlarmAnswer(true, "health: acknowledged by Ada, bearing ordered"));
    run(watch, FAULT);
    assertThat(said("acknowledged"))
        .contains("\"person\":\"Ada\"")
        .contains("\"why\":\"bearing ordered\"")
        .contains("\"state\":\"acknowledged\",\"letter\":\"C\",\"active\":true");
    assertThat(act(watch, Action.ACKNOWLEDGE, "", null))
        .isEqualTo(new AlarmAnswer(false, "health: the alarm is acknowledged already"));
    run(watch, NORMAL);
    assertThat(watch.alarm().state().letter()).isEqualTo("A");
    assertThat(said("cleared")).isNotEmpty();
  }

  @Test
  void aShelvedAlarmIsHiddenCountedAndStillDrivesWhatFollowsIt() {
    Watch watch = watch("health");
    assertThat(act(watch, Action.SHELVE, "cleaning", Duration.ofMinutes(5)).said())
        .startsWith("health: shelved until 2026-11-20T08:05:0")
        .endsWith(" by Ada, cleaning");
    run(watch, FAULT);
    assertThat(active).as("a setpoint follows the process condition").isTrue();
    assertThat(said("raised")).contains("\"announced\":false,\"heldBack\":\"shelved\"");
    assertThat(watch.alarm().counts().heldBack()).containsEntry(HeldBack.SHELVED, 1L);
    assertThat(watch.alarm().counts().announced()).isZero();
  }

  @Test
  void aShelfEndsInTimeAlsoWhereNoScansCome() {
    Watch watch = watch("health");
    act(watch, Action.SHELVE, "cleaning", Duration.ofMinutes(5));
    run(watch, FAULT);
    clock.advance(Duration.ofMinutes(6));
    clock.settle();
    assertThat(watch.alarm().state().letter()).isEqualTo("B");
    run(watch, FAULT);
    assertThat(said("unshelved")).contains("\"announced\":true");
    assertThat(watch.alarm().counts().announced()).isEqualTo(1);
  }

  @Test
  void aShelfThatIsTooLongIsRefusedWithTheLimit() {
    Watch watch = watch("health");
    assertThat(act(watch, Action.SHELVE, "holiday", Duration.ofDays(3)).said())
        .endsWith("within shelve-limit of detectors.yaml, 8 h");
    assertThat(watch.alarm().state().letter()).isEqualTo("A");
  }

  @Test
  void whoeverHidesAnAlarmSaysWhy() {
    for (Action action : List.of(Action.SHELVE, Action.SUPPRESS, Action.OUT_OF_SERVICE)) {
      assertThatThrownBy(() -> new AlarmDeed(action, "Ada", " ", null))
          .hasMessageContaining("say why");
    }
    assertThatThrownBy(() -> new AlarmDeed(Action.SUPPRESS, "Ada", "two\nlines", null))
        .hasMessageContaining("one line");
    assertThatThrownBy(() -> new AlarmDeed(Action.SUPPRESS, "Ada", "why", Duration.ofSeconds(1)))
        .hasMessageContaining("only shelve has a time");
    assertThat(Action.of("out-of-service")).contains(Action.OUT_OF_SERVICE);
    assertThat(Action.of("silence")).isEmpty();
  }

  @Test
  void aChangeOfModeSuppressesAStandingAlarmUntilTheNextVerdict() {
    Watch watch = watch("health");
    run(watch, FAULT);
    run(watch, LimitKind.OTHER_MODE);
    assertThat(watch.alarm().state().hiddenBy()).contains(HeldBack.SUPPRESSED);
    assertThat(said("suppressed")).contains("by the asset's mode").contains("\"active\":true");
    run(watch, FAULT);
    assertThat(watch.alarm().state().letter()).isEqualTo("B");
    assertThat(said("unsuppressed")).contains("\"announced\":true");
    run(watch, NORMAL);
    act(watch, Action.ACKNOWLEDGE, "", null);
    run(watch, NORMAL);
    bodies.clear();
    run(watch, LimitKind.OTHER_MODE);
    assertThat(bodies).as("a mode of a plant without alarm is no news").isEmpty();
  }

  @Test
  void anAcknowledgedAlarmThatStandsIsToldAgainAfterItsTime() {
    Watch watch = watch("health", options(Duration.ofMinutes(1), List.of()), 100);
    run(watch, FAULT);
    act(watch, Action.ACKNOWLEDGE, "", null);
    clock.advance(Duration.ofMinutes(1));
    run(watch, FAULT);
    assertThat(said("re-alarmed")).contains("\"announced\":true").contains("\"letter\":\"B\"");
    assertThat(watch.alarm().deeds()).isEmpty();
    assertThat(watch.alarm().counts().announced()).isEqualTo(2);
  }

  @Test
  void anAlarmIsSuppressedWhileAnotherStands() {
    Watch trip = watch("trip");
    Watch follower = watch("follower", options(List.of("trip")), 100);
    run(trip, FAULT);
    run(follower, FAULT);
    assertThat(follower.alarm().state().hiddenBy()).contains(HeldBack.SUPPRESSED);
    assertThat(follower.alarm().counts().heldBack()).containsEntry(HeldBack.SUPPRESSED, 1L);
    assertThat(follower.alarm().json().path("suppressedBy").asText()).isEqualTo("another alarm");
    assertThat(act(follower, Action.UNSUPPRESS, "", null).said())
        .isEqualTo("follower: the alarm is not suppressed");
    run(trip, NORMAL);
    run(follower, FAULT);
    assertThat(said("unsuppressed")).contains("\"announced\":true");
  }

  @Test
  void theFirstOfTheAlarmsOfAnAssetIsMarked() {
    Watch first = watch("first");
    Watch second = watch("second");
    run(first, FAULT);
    run(second, FAULT);
    assertThat(bodies)
        .anyMatch(
            body ->
                body.contains("\"detector\":\"first\"") && body.contains("\"firstOut\":\"first\""))
        .anyMatch(
            body ->
                body.contains("\"detector\":\"second\"")
                    && body.contains("\"firstOut\":\"first\""));
  }

  @Test
  void aFloodIsCollectedWithCountsAndEndsWithItsRecord() {
    Watch watch = watch("health");
    for (int i = 0; i < 14; i++) {
      run(watch, FAULT);
      run(watch, NORMAL);
    }
    assertThat(said("flood-begun")).contains("more than 10 in 600 s");
    assertThat(desk.flood()).isTrue();
    assertThat(watch.alarm().counts().raised()).isEqualTo(14);
    assertThat(watch.alarm().counts().announced()).isEqualTo(11);
    assertThat(watch.alarm().counts().heldBack()).containsEntry(HeldBack.FLOOD, 3L);
    clock.advance(Duration.ofMinutes(11));
    clock.settle();
    run(watch, NORMAL);
    assertThat(said("flood-ended")).contains("\"collected\":3").contains("\"health\":3");
    assertThat(desk.flood()).isFalse();
    assertThat(desk.dropped()).isZero();
  }
}
