package io.sluice.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Goal;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.alarms.HeldBack;
import io.sluice.analytics.alarms.Latching;
import io.sluice.analytics.alarms.Priority;
import io.sluice.analytics.alarms.Stand;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelStore;
import io.sluice.connectors.Scan;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.assets.AlarmDeed.Action;
import io.sluice.gateway.fakes.Desks;
import io.sluice.gateway.fakes.Feed;
import io.sluice.gateway.fakes.LimitKind;
import io.sluice.gateway.fakes.Pump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What persons, time, other alarms and a restart do to the alarm of a detector. */
class HandledAlarmTest {
  private static final double FAULT = 1600;
  private static final double NORMAL = 1450;

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  private final Feed feed = new Feed(clock);
  private final LimitKind kind = new LimitKind();
  private final List<String> bodies = new ArrayList<>();
  private final Path folder;
  private AlarmDesk desk;
  private boolean active;

  HandledAlarmTest(@TempDir Path folder) {
    this.folder = folder;
    this.desk = Desks.at(folder.resolve("alarms"), clock);
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

  private AlarmAnswer act(Watch watch, Action action, String why, @Nullable Duration time) {
    var answer = watch.act(new AlarmDeed(action, "Ada", why, time)).toCompletableFuture();
    clock.settle();
    assertThat(answer).isDone();
    return answer.join();
  }

  /** Another process: everything in memory is gone. */
  private Watch restart(Watch watch, String name) {
    watch.close();
    desk.close();
    desk = Desks.at(folder.resolve("alarms"), clock);
    return watch(name);
  }

  private Watch watch(String name) {
    return watch(name, options(List.of()), 100);
  }

  /** A watch that has a model. */
  private Watch watch(String name, AlarmOptions alarm, int limit) {
    AssetLoop loop =
        new AssetLoop(
            new AssetSamples("pump-1", Pump.GROUPS, List.of(Pump.SPEED)),
            clock.loop("pump-1"),
            1_000);
    WatchPlan plan =
        new WatchPlan(
            name,
            kind,
            new LimitKind.Options(limit),
            alarm,
            Goal.USUAL,
            Duration.ofSeconds(1),
            null,
            null);
    ModelStore store = new ModelStore(folder.resolve("models"));
    ModelDesk models = new ModelDesk(new ModelRegistry(store, clock::now), clock);
    Watch watch = new Watch(plan, loop, models, clock, desk);
    watch.start();
    clock.settle();
    if (!watch.status().watching()) {
      for (int i = 0; i < 20 && !watch.status().watching(); i++) {
        judge(watch, NORMAL);
      }
    }
    return watch;
  }

  private static AlarmOptions options(List<String> suppressedBy) {
    return new AlarmOptions(
        Duration.ZERO,
        Duration.ZERO,
        Priority.LOW,
        Duration.ofHours(1),
        0,
        Latching.NONE,
        null,
        null,
        Duration.ofHours(8),
        suppressedBy);
  }

  private void run(Watch watch, double speed) {
    for (int i = 0; i < 3; i++) {
      judge(watch, speed);
    }
  }

  private void judge(Watch watch, double speed) {
    Scan scan = feed.good(Pump.FAST, speed, 200, 3);
    watch.loop().update(scan);
    watch
        .loop()
        .offer(
            () -> {
              Finding finding = watch.judge(Finding.of(scan));
              active = finding.judgements().get(0).alarmActive();
              finding.records().forEach(record -> bodies.add(record.body()));
            });
    clock.advance(Duration.ofMillis(100));
  }

  /** The newest record of this change. */
  private String said(String change) {
    return bodies.stream()
        .filter(body -> body.contains("\"change\":\"" + change + "\""))
        .reduce((older, newer) -> newer)
        .orElseThrow(() -> new AssertionError("no " + change + " in " + bodies));
  }

  private List<Path> keptFiles() {
    try (Stream<Path> files = Files.list(folder.resolve("alarms"))) {
      return files.filter(file -> file.toString().endsWith(".alarm.json")).toList();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
