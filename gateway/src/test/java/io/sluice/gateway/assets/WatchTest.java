package io.sluice.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.alarms.Priority;
import io.sluice.analytics.detectors.RateKind;
import io.sluice.analytics.detectors.RateOptions;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelStore;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.VirtualClock;
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
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detector on its asset, from its first row to its alarm, and how it comes to its model. */
class WatchTest {
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  private final Feed feed = new Feed(clock);
  private final LimitKind kind = new LimitKind();
  private final List<Judgement> judged = new ArrayList<>();
  private final List<Finding.OutRecord> records = new ArrayList<>();
  private final Path folder;

  WatchTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void withoutAModelItLearnsFromLiveRowsThenScores() {
    Watch watch = watch(List.of(Pump.SPEED, Pump.FLOW));
    run(watch, Duration.ofSeconds(5), 1450);
    assertThat(last().verdict()).isEqualTo(Verdict.LEARNING);
    assertThat(watch.status().watching()).isFalse();
    assertThat(watch.status().note()).startsWith("learning: ").endsWith(" of 10 s");
    run(watch, Duration.ofSeconds(6), 1450);
    assertThat(watch.status().watching()).isTrue();
    assertThat(watch.status().note()).isEqualTo("model v1, 101 rows");
    assertThat(last().verdict()).isEqualTo(Verdict.SCORED);
    assertThat(last().score()).isLessThan(0.1);
  }

  @Test
  void theModelIsSavedAndUsedAtTheNextStart() {
    learn(List.of(Pump.SPEED, Pump.FLOW));
    Watch restarted = watch(List.of(Pump.SPEED, Pump.FLOW));
    run(restarted, Duration.ofMillis(100), 1450);
    assertThat(last().verdict()).isEqualTo(Verdict.SCORED);
    assertThat(restarted.status().note()).isEqualTo("model v1, 101 rows");
    assertThat(kind.trainings()).isEqualTo(1);
  }

  @Test
  void aModelOfOtherTagsIsRefusedAndANewOneLearnt() {
    learn(List.of(Pump.SPEED));
    Watch changed = watch(List.of(Pump.SPEED, Pump.FLOW));
    run(changed, Duration.ofSeconds(5), 1450);
    assertThat(last().verdict()).isEqualTo(Verdict.LEARNING);
    run(changed, Duration.ofSeconds(6), 1450);
    assertThat(changed.status().note()).isEqualTo("model v2, 101 rows");
  }

  @Test
  void aDamagedModelIsRefusedAndANewOneLearnt() throws IOException {
    learn(List.of(Pump.SPEED));
    Files.writeString(folder.resolve("health/v0001.model"), "not a model");
    Watch watch = watch(List.of(Pump.SPEED));
    run(watch, Duration.ofSeconds(11), 1450);
    assertThat(watch.status().note()).isEqualTo("model v2, 101 rows");
  }

  @Test
  void aHistoryFileTeachesAtOnce() throws IOException {
    Watch watch = watch(List.of(Pump.SPEED), history(50));
    run(watch, Duration.ofMillis(100), 1450);
    assertThat(last().verdict()).isEqualTo(Verdict.SCORED);
    assertThat(watch.status().note()).isEqualTo("model v1, 50 rows");
  }

  @Test
  void aDetectorWhoseLimitsAreSetNeedsNoRows() {
    RateOptions options = new RateOptions(null, Map.of(Pump.SPEED.name(), 500.0));
    Watch watch = watch(List.of(Pump.SPEED), null, new RateKind(), options);
    run(watch, Duration.ofSeconds(2), 1450);
    assertThat(watch.status().note()).isEqualTo("model v1, 0 rows");
    assertThat(last().verdict()).isEqualTo(Verdict.SCORED);
    judge(watch, feed.good(Pump.FAST, 1650, 200, 3));
    assertThat(last().score()).isGreaterThan(1);
  }

  @Test
  void aHistoryFileThatIsNotThereIsToldAndLiveRowsTakeItsPlace() {
    Watch watch = watch(List.of(Pump.SPEED), folder.resolve("missing.csv"));
    run(watch, Duration.ofMillis(100), 1450);
    assertThat(watch.status().note())
        .startsWith("learning: 0 of 10 s; no model before because ")
        .contains("missing.csv");
    run(watch, Duration.ofSeconds(11), 1450);
    assertThat(watch.status().watching()).isTrue();
  }

  @Test
  void aHistoryThatTeachesNothingIsToldAndLiveRowsTakeItsPlace() throws IOException {
    Watch watch = watch(List.of(Pump.SPEED), history(5));
    run(watch, Duration.ofMillis(100), 1450);
    assertThat(watch.status().note()).contains("5 rows are too few, needs 10");
    run(watch, Duration.ofSeconds(11), 1450);
    assertThat(watch.status().watching()).isTrue();
  }

  @Test
  void aTrainingThatFailsByABugGoesOnLearning() {
    kind.fail(new IllegalStateException("singular"));
    Watch watch = watch(List.of(Pump.SPEED));
    run(watch, Duration.ofSeconds(11), 1450);
    assertThat(watch.status().watching()).isFalse();
    assertThat(watch.status().note()).contains("training failed").contains("singular");
    run(watch, Duration.ofSeconds(11), 1450);
    assertThat(watch.status().watching()).isTrue();
    assertThat(kind.trainings()).isEqualTo(2);
  }

  @Test
  void rowsWithABadTagTeachNothing() {
    Watch watch = watch(List.of(Pump.SPEED));
    for (int i = 0; i < 300; i++) {
      judge(watch, feed.bad(Pump.FAST, StatusCode.BAD_NOT_CONNECTED));
    }
    assertThat(last().verdict()).isEqualTo(Verdict.LEARNING);
    assertThat(kind.trainings()).isZero();
  }

  @Test
  void aBadTagAStaleTagAndAnUncertainTagHaveTheirOwnVerdicts() {
    Watch watch = learn(List.of(Pump.SPEED, Pump.BEARING));
    judge(watch, feed.bad(Pump.FAST, StatusCode.BAD_TIMEOUT));
    assertThat(last().verdict()).isEqualTo(Verdict.BAD_QUALITY);
    judge(watch, feed.only(Pump.FAST, Pump.SPEED, 1450, StatusCode.UNCERTAIN));
    assertThat(last().verdict()).isEqualTo(Verdict.BAD_QUALITY);
    assertThat(last().score()).isZero();
    clock.advance(Duration.ofSeconds(6));
    judge(watch, feed.good(Pump.FAST, 1450, 200, 3));
    assertThat(last().verdict()).as("the slow group is silent").isEqualTo(Verdict.STALE);
    assertThat(watch.status().verdict()).isEqualTo(Verdict.STALE);
  }

  @Test
  void aFaultRaisesTheAlarmOnceSaysWhyAndClearsWhenItIsOver() {
    Watch watch = learn(List.of(Pump.SPEED));
    run(watch, Duration.ofSeconds(3), 1600);
    assertThat(records).hasSize(1);
    assertThat(records.get(0).body())
        .contains("\"change\":\"raised\"")
        .contains("pump-1/speed level 1600 rpm, expected 1450");
    assertThat(watch.status().alarmActive()).isTrue();
    assertThat(watch.status().alarms()).isEqualTo(1);
    assertThat(last().alarmActive()).isTrue();
    run(watch, Duration.ofSeconds(3), 1450);
    assertThat(records).hasSize(2);
    assertThat(records.get(1).body()).contains("\"change\":\"cleared\"");
    assertThat(watch.status().alarmActive()).isFalse();
    assertThat(watch.status().alarms()).isEqualTo(1);
    assertThat(watch.status().last()).isNotNull();
  }

  @Test
  void anOutageNeitherRaisesNorClears() {
    Watch watch = learn(List.of(Pump.SPEED));
    run(watch, Duration.ofSeconds(3), 1600);
    for (int i = 0; i < 100; i++) {
      judge(watch, feed.bad(Pump.FAST, StatusCode.BAD_NOT_CONNECTED));
    }
    assertThat(watch.status().alarmActive()).isTrue();
    assertThat(watch.status().score()).as("the last one there was").isEqualTo(1.5);
    assertThat(records).hasSize(1);
  }

  @Test
  void theTimeSinceTheReadIsMeasuredOnTheMonotonicClock() {
    Watch watch = watch(List.of(Pump.SPEED));
    Scan scan = feed.good(Pump.FAST, 1450, 200, 3);
    clock.advance(Duration.ofMillis(7));
    assertThat(watch.sinceRead(scan)).isEqualTo(7_000_000);
  }

  /** A watch that has learnt from 10 s at 1450 rpm. */
  private Watch learn(List<Tag> tags) {
    Watch watch = watch(tags);
    run(watch, Duration.ofSeconds(11), 1450);
    assertThat(watch.status().watching()).isTrue();
    return watch;
  }

  private Watch watch(List<Tag> tags) {
    return watch(tags, null);
  }

  private Watch watch(List<Tag> tags, @Nullable Path history) {
    return watch(tags, history, kind, new LimitKind.Options(100));
  }

  private Watch watch(
      List<Tag> tags, @Nullable Path history, DetectorKind<?> detector, Record options) {
    AssetLoop loop =
        new AssetLoop(new AssetSamples("pump-1", Pump.GROUPS, tags), clock.loop("pump-1"), 1_000);
    WatchPlan plan =
        new WatchPlan(
            "health",
            detector,
            options,
            new AlarmOptions(
                Duration.ofSeconds(1), Duration.ofSeconds(1), Priority.MEDIUM, Duration.ofHours(1)),
            Goal.USUAL,
            Duration.ofSeconds(10),
            history,
            null);
    ModelDesk desk = new ModelDesk(new ModelRegistry(new ModelStore(folder), clock::now), clock);
    Watch watch = new Watch(plan, loop, desk, clock, Desks.at(folder.resolve("alarms"), clock));
    watch.start();
    clock.settle();
    return watch;
  }

  private void run(Watch watch, Duration time, double speed) {
    for (long i = time.toMillis() / 100; i > 0; i--) {
      if (i % 10 == 0) {
        take(watch, feed.begin(Pump.SLOW).number(0, 48, 0, 0).build());
      }
      judge(watch, feed.good(Pump.FAST, speed, 200, 3));
    }
  }

  private void judge(Watch watch, Scan scan) {
    take(watch, scan);
    watch
        .loop()
        .offer(
            () -> {
              Finding finding = watch.judge(Finding.of(scan));
              judged.addAll(finding.judgements());
              records.addAll(finding.records());
            });
    clock.advance(scan.group().equals(Pump.FAST) ? Duration.ofMillis(100) : Duration.ZERO);
  }

  private static void take(Watch watch, Scan scan) {
    TagGroup group = scan.group();
    if (watch.loop().samples().concerns(group)) {
      watch.loop().update(scan);
    }
  }

  private Judgement last() {
    return judged.get(judged.size() - 1);
  }

  private Path history(int rows) throws IOException {
    StringBuilder csv = new StringBuilder("time,pump-1/speed\n");
    for (int i = 0; i < rows; i++) {
      csv.append(
          String.format(Locale.ROOT, "%s,%d%n", clock.now().plusMillis(100L * i), 1440 + i % 21));
    }
    return Files.writeString(folder.resolve("history.csv"), csv);
  }
}
