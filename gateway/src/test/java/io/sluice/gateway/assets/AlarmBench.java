package io.sluice.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Goal;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.alarms.Latching;
import io.sluice.analytics.alarms.Priority;
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

/** Detectors with a model on one asset, a desk for their alarms, and what the cloud hears. */
abstract class AlarmBench {
  static final double FAULT = 1600;
  static final double NORMAL = 1450;

  final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  private final Feed feed = new Feed(clock);
  private final LimitKind kind = new LimitKind();
  final List<String> bodies = new ArrayList<>();
  final Path folder;
  AlarmDesk desk;
  boolean active;

  AlarmBench(Path folder) {
    this.folder = folder;
    this.desk = Desks.at(folder.resolve("alarms"), clock);
  }

  final AlarmAnswer act(Watch watch, Action action, String why, @Nullable Duration time) {
    var answer = watch.act(new AlarmDeed(action, "Ada", why, time)).toCompletableFuture();
    clock.settle();
    assertThat(answer).isDone();
    return answer.join();
  }

  /** Another process: everything in memory is gone. */
  final Watch restart(Watch watch, String name) {
    watch.close();
    desk.close();
    desk = Desks.at(folder.resolve("alarms"), clock);
    return watch(name);
  }

  final Watch watch(String name) {
    return watch(name, options(List.of()), 100);
  }

  /** A watch that has a model. */
  final Watch watch(String name, AlarmOptions alarm, int limit) {
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

  static AlarmOptions options(List<String> suppressedBy) {
    return options(null, suppressedBy);
  }

  static AlarmOptions options(@Nullable Duration reAlarm, List<String> suppressedBy) {
    return new AlarmOptions(
        Duration.ZERO,
        Duration.ZERO,
        Priority.LOW,
        Duration.ofHours(1),
        0,
        Latching.NONE,
        reAlarm,
        null,
        Duration.ofHours(8),
        suppressedBy);
  }

  final void run(Watch watch, double speed) {
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
  final String said(String change) {
    return bodies.stream()
        .filter(body -> body.contains("\"change\":\"" + change + "\""))
        .reduce((older, newer) -> newer)
        .orElseThrow(() -> new AssertionError("no " + change + " in " + bodies));
  }

  final List<Path> keptFiles() {
    try (Stream<Path> files = Files.list(folder.resolve("alarms"))) {
      return files.filter(file -> file.toString().endsWith(".alarm.json")).toList();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
