package io.sluice.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.alarms.Stand;
import io.sluice.gateway.assets.AlarmDeed.Action;
import io.sluice.gateway.fakes.Desks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of an alarm over a restart, a change, and on a bad disk. */
class KeptAlarmTest extends AlarmBench {
  KeptAlarmTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void aRestartKeepsWhoAcknowledgedShelvedAndTookOutOfService() {
    Watch watch = watch("health");
    run(watch, FAULT);
    act(watch, Action.ACKNOWLEDGE, "seen", null);
    act(watch, Action.SHELVE, "cleaning", Duration.ofMinutes(5));
    act(watch, Action.OUT_OF_SERVICE, "sensor dismounted", null);
    Watch after = restart(watch, "health");
    AlarmStatus status = after.alarm();
    assertThat(status.state().stand()).isEqualTo(Stand.ACKNOWLEDGED);
    assertThat(status.state().letter()).isEqualTo("I");
    assertThat(status.json().toString())
        .contains("\"out-of-service\":{\"person\":\"Ada\"")
        .contains("\"why\":\"sensor dismounted\"")
        .contains("pump-1/speed level 1600 rpm");
    assertThat(after.status().alarmActive()).isTrue();
    clock.advance(Duration.ofMinutes(6));
    act(after, Action.IN_SERVICE, "", null);
    assertThat(after.alarm().state().letter()).as("its time on the shelf went on").isEqualTo("C");
  }

  @Test
  void aStandingAlarmGoesOnAfterARestartIsNotRaisedAgainAndClears() {
    Watch watch = watch("health");
    run(watch, FAULT);
    bodies.clear();
    Watch after = restart(watch, "health");
    run(after, FAULT);
    assertThat(active).isTrue();
    assertThat(bodies).noneMatch(body -> body.contains("\"change\":\"raised\""));
    run(after, NORMAL);
    assertThat(said("cleared")).contains("back to normal");
    assertThat(after.alarm().state().stand()).isEqualTo(Stand.RETURNED);
    act(after, Action.ACKNOWLEDGE, "", null);
    clock.settle();
    assertThat(keptFiles()).as("nothing is kept of a normal alarm").isEmpty();
  }

  @Test
  void aChangedDetectorHasNoClaimOnTheAlarmOfTheOneBefore() {
    Watch watch = watch("health");
    run(watch, FAULT);
    bodies.clear();
    watch.close();
    Watch changed = watch("health", options(List.of()), 101);
    run(changed, NORMAL);
    assertThat(said("cleared"))
        .contains("the detector was changed")
        .contains("\"priority\":\"low\"");
    assertThat(active).isFalse();
  }

  @Test
  void aRemovedDetectorLeavesNoAlarmStanding() {
    Watch removed = watch("health");
    Watch other = watch("other");
    run(removed, FAULT);
    removed.close();
    desk.keepOnly(List.of("other"));
    run(other, NORMAL);
    assertThat(said("cleared")).contains("\"detector\":\"health\"").contains("was removed");
    clock.settle();
    assertThat(keptFiles()).isEmpty();
  }

  @Test
  void aDamagedFileBeginsAnewAndOthersAreKept() throws IOException {
    Watch watch = watch("health");
    act(watch, Action.OUT_OF_SERVICE, "sensor dismounted", null);
    Files.writeString(folder.resolve("alarms/other.alarm.json"), "{\"detector\":\"other\"}");
    Files.writeString(folder.resolve("alarms/third.alarm.json"), "{\"detec");
    Files.writeString(
        folder.resolve("alarms/fourth.alarm.json"),
        Files.readString(folder.resolve("alarms/health.alarm.json")));
    Watch after = restart(watch, "health");
    assertThat(after.alarm().state().letter()).isEqualTo("I");
    assertThatThrownBy(() -> AlarmMemory.parse("{\"detector\":\"other\"}"))
        .hasMessage("it has no asset");
    assertThatThrownBy(() -> AlarmMemory.parse("{\"detec"))
        .hasMessageStartingWith("Unexpected end-of-input");
  }

  @Test
  void aDiskThatTakesNothingIsToldAndTriedAgain() throws IOException {
    Watch watch = watch("health");
    clock.settle();
    Path taken = Files.writeString(folder.resolve("taken"), "no directory");
    desk = Desks.at(taken, clock);
    watch.close();
    Watch forgetful = watch("health");
    assertThat(act(forgetful, Action.OUT_OF_SERVICE, "sensor dismounted", null).said())
        .endsWith("; the disk refuses it, so a restart may not know of it");
    assertThat(desk.refusals()).isPositive();
    assertThat(desk.dropped()).as("the history could not be written either").isPositive();
    assertThat(forgetful.alarm().state().letter()).isEqualTo("I");
    Files.delete(taken);
    assertThat(act(forgetful, Action.SHELVE, "later", null).said()).doesNotContain("refuses");
  }

  @Test
  void theHistorySurvivesARestartAndATornLine() throws IOException {
    Watch watch = watch("health");
    act(watch, Action.SUPPRESS, "maintenance", null);
    clock.settle();
    Path file = folder.resolve("alarms/history.jsonl");
    Files.writeString(file, Files.readString(file) + "{\"time\":\"2026");
    restart(watch, "health");
    assertThat(desk.history(10))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("{\"time\":\"2026-11-20T")
        .contains("\"change\":\"suppressed\"");
  }

  @Test
  void theHistoryIsBounded() {
    for (int i = 0; i < 3 * AlarmHistory.MOST; i++) {
      desk.note(new Finding.OutRecord("a", "alarm", clock.now(), "{\"i\":" + i + "}"));
      if (i % 100 == 0) {
        clock.settle();
      }
    }
    clock.settle();
    assertThat(desk.history(10_000)).hasSize(AlarmHistory.MOST).last().asString().contains("2999");
  }
}
