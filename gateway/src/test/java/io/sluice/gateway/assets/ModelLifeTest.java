package io.sluice.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.alarms.Priority;
import io.sluice.analytics.models.Deed;
import io.sluice.analytics.models.Making;
import io.sluice.analytics.models.ModelChange;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelState;
import io.sluice.analytics.models.ModelStore;
import io.sluice.analytics.models.ModelVersion;
import io.sluice.analytics.trial.Promotion;
import io.sluice.analytics.trial.PromotionRule;
import io.sluice.analytics.trial.TrialRecord;
import io.sluice.analytics.upkeep.RetrainOptions;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.fakes.Desks;
import io.sluice.gateway.fakes.Feed;
import io.sluice.gateway.fakes.LimitKind;
import io.sluice.gateway.fakes.Pump;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a detector's models while it watches: shadow, champion, and what takes it back. */
class ModelLifeTest {
  private static final List<Tag> TAGS = List.of(Pump.SPEED);
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration LEARNING = Duration.ofMinutes(12);
  private static final Deed ANNA = new Deed("anna", "the pump was overhauled");

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  private final Feed feed = new Feed(clock);
  private final LimitKind kind = new LimitKind();
  private final List<Judgement> judged = new ArrayList<>();
  private final List<Finding.OutRecord> records = new ArrayList<>();
  private final List<ModelNotice> notices = new ArrayList<>();
  private final ModelRegistry registry;
  private final Path alarms;
  private long scans;

  ModelLifeTest(@TempDir Path folder, @TempDir Path alarms) {
    this.alarms = alarms;
    this.registry = new ModelRegistry(new ModelStore(folder), clock::now);
  }

  @Test
  void aModelIsTrainedShadowedPromotedBrokenOnPurposeAndRolledBackByItself() throws Exception {
    Watch watch = watch(null);
    run(watch, LEARNING, 1450);
    assertThat(watch.models().champion()).as("trained on live rows").isEqualTo(1);
    assertThat(registry.champion("health")).map(ModelVersion::version).hasValue(1);

    add(1455, 80);
    assertThat(state(2)).isEqualTo(ModelState.CANDIDATE);
    registry.shadow("health", 2, new Deed("anna", "to be tried"));
    run(watch, Duration.ofHours(1), 1450);
    assertThat(watch.models().shadow()).isEqualTo(2);
    Promotion promotion = new Promotion(registry, PromotionRule.USUAL);
    assertThatThrownBy(() -> promotion.promote("health", 2, Goal.USUAL, ANNA))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("needs 24.0 h")
        .hasMessageContaining("--force");
    assertThat(state(2)).isEqualTo(ModelState.SHADOW);

    run(watch, Duration.ofHours(24), 1450);
    TrialRecord trial = watch.models().trial();
    assertThat(trial.shadow().faults().found()).isPositive();
    assertThat(trial.agreement().spearman()).isGreaterThan(0.8);
    promotion.promote("health", 2, Goal.USUAL, ANNA);
    run(watch, STEP.multipliedBy(2), 1450);
    assertThat(watch.models().champion()).isEqualTo(2);
    assertThat(watch.models().before()).as("scores on beside it").isEqualTo(1);
    assertThat(judged).as("every scan was judged").hasSize((int) scans);
    assertThat(last().verdict()).as("its windows are warm").isEqualTo(Verdict.SCORED);

    kind.breakModelsAround(mean(2));
    run(watch, Duration.ofSeconds(30), 1450);
    assertThat(last().verdict()).isEqualTo(Verdict.MODEL_FAILED);
    run(watch, Duration.ofMinutes(2), 1450);
    assertThat(watch.models().champion()).as("taken back").isEqualTo(1);
    assertThat(last().verdict()).isEqualTo(Verdict.SCORED);
    assertThat(state(2)).isEqualTo(ModelState.RETIRED);
    ModelChange change = lastChange();
    assertThat(change.deed().who()).isEqualTo(Succession.BY_ITSELF);
    assertThat(change.deed().why()).endsWith("rows of the last hour made it fail");
    assertThat(records)
        .extracting(Finding.OutRecord::body)
        .anyMatch(body -> body.contains("rolled-back") && body.contains("v1 takes over again"));
    assertThat(judged).hasSize((int) scans);

    kind.breakModelsAround(mean(1));
    run(watch, Duration.ofMinutes(10), 1450);
    assertThat(watch.models().champion()).as("no ping-pong").isEqualTo(1);
    assertThat(notices)
        .filteredOn(one -> one.what() == ModelNotice.What.BROKEN)
        .singleElement()
        .satisfies(one -> assertThat(one.text()).endsWith("there is no version before it"));
  }

  @Test
  void aModelForcedAgainstTheEvidenceThatAlarmsAllTheTimeIsRolledBack() throws Exception {
    Watch watch = watch(null);
    run(watch, LEARNING, 1450);
    add(1700, 80);
    Promotion promotion = new Promotion(registry, PromotionRule.USUAL);
    assertThatThrownBy(() -> promotion.force("health", 2, new Deed("anna", "")))
        .hasMessageContaining("needs a reason");
    promotion.force("health", 2, ANNA);
    run(watch, Duration.ofMinutes(5), 1450);
    assertThat(watch.models().champion()).isEqualTo(2);
    assertThat(last().alarmActive()).isTrue();
    run(watch, Duration.ofHours(1), 1450);
    assertThat(watch.models().champion()).isEqualTo(1);
    assertThat(last().alarmActive()).isFalse();
    assertThat(lastChange().deed().why()).contains("its alarm stood on 100 % of the rows");
  }

  @Test
  void aShadowsAlarmsAreCountedAndReachNobody() throws Exception {
    Watch watch = watch(null);
    run(watch, LEARNING, 1450);
    add(1700, 80);
    registry.shadow("health", 2, ANNA);
    run(watch, Duration.ofMinutes(5), 1450);
    assertThat(watch.models().shadowAlarm()).isTrue();
    assertThat(watch.models().trial().shadow().figures().activations()).isEqualTo(1);
    assertThat(notices).extracting(ModelNotice::what).contains(ModelNotice.What.SHADOW_RAISED);
    assertThat(records).isEmpty();
    assertThat(judged).noneMatch(Judgement::alarmActive);
    assertThat(watch.status().alarms()).isZero();
  }

  @Test
  void aPlantThatIsNoLongerAsInTrainingRaisesAnAlarmOfItsOwnThatNamesTheTag() {
    Watch watch = watch(null);
    run(watch, LEARNING, 1450);
    run(watch, Duration.ofHours(2), 1450);
    assertThat(notices).isEmpty();
    run(watch, Duration.ofHours(1), 1485);
    assertThat(watch.status().alarms()).as("the detector's own alarm").isZero();
    assertThat(records)
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.body())
                    .contains("\"what\":\"drift-raised\"")
                    .contains("\"priority\":\"low\"")
                    .contains("pump-1/speed averages 148"));
    run(watch, Duration.ofHours(1), 1450);
    assertThat(notices)
        .extracting(ModelNotice::what)
        .containsExactly(ModelNotice.What.DRIFT_RAISED, ModelNotice.What.DRIFT_CLEARED);
  }

  @Test
  void whatAnotherProcessPromotesIsTakenUpWithinSeconds(@TempDir Path elsewhere) throws Exception {
    ModelRegistry mine = new ModelRegistry(new ModelStore(elsewhere), clock::now);
    ModelDesk desk = new ModelDesk(mine, clock);
    desk.start();
    Watch watch = watch(desk, null);
    run(watch, LEARNING, 1450);
    ModelRegistry others = new ModelRegistry(new ModelStore(elsewhere), clock::now);
    others.add(
        "health",
        kind.train(rows(1455), new LimitKind.Options(80), Goal.USUAL),
        Making.trained("elsewhere"));
    others.shadow("health", 2, ANNA);
    run(watch, STEP.multipliedBy(2), 1450);
    assertThat(watch.models().shadow()).isEqualTo(2);
    desk.close();
  }

  @Test
  void evidenceGoesOnAfterARestart() throws Exception {
    Watch watch = watch(null);
    run(watch, LEARNING, 1450);
    add(1455, 80);
    registry.shadow("health", 2, ANNA);
    run(watch, Duration.ofHours(2), 1450);
    long before = watch.models().trial().shadow().figures().rows();
    watch.close();
    Watch restarted = watch(null);
    run(restarted, Duration.ofMinutes(1), 1450);
    assertThat(restarted.models().trial().shadow().figures().rows())
        .isBetween(before - 120, before + 20);
    assertThat(restarted.models().trial().shadow().faults().tried()).isPositive();
  }

  @Test
  void retrainingGivesACandidateOfCleanRowsAndNeverAChampion() throws Exception {
    Duration every = Duration.ofHours(3);
    Watch watch = watch(new RetrainOptions(every, RetrainOptions.Propose.CANDIDATE));
    run(watch, Duration.ofHours(1), 1450);
    run(watch, Duration.ofMinutes(10), 1900);
    assertThat(last().alarmActive()).isTrue();
    run(watch, Duration.ofHours(3), 1450);
    assertThat(state(2)).isEqualTo(ModelState.CANDIDATE);
    assertThat(watch.models().champion()).isEqualTo(1);
    assertThat(mean(2)).as("the rows of the fault are left out").isBetween(1440.0, 1460.0);
    assertThat(registry.list("health").get(1).making().by()).contains("by the calendar");
  }

  @Test
  void retrainingOnRequestSaysWhatCameOfIt() throws Exception {
    Watch watch = watch(new RetrainOptions(Duration.ofDays(7), RetrainOptions.Propose.SHADOW));
    run(watch, LEARNING, 1450);
    var early = watch.retrain("anna").toCompletableFuture();
    clock.settle();
    assertThat(early)
        .isCompletedWithValueMatching(
            said -> !said.done() && said.said().contains("clean rows so far"));
    run(watch, Duration.ofHours(3), 1450);
    var said = watch.retrain("anna").toCompletableFuture();
    clock.settle();
    assertThat(said)
        .isCompletedWithValueMatching(
            one -> one.done() && one.said().endsWith("and scores in shadow"));
    run(watch, Duration.ofMinutes(1), 1450);
    assertThat(watch.models().shadow()).isEqualTo(2);
  }

  private void add(double mean, double limit) throws Exception {
    Training training = new Training(kind, new LimitKind.Options(limit), Goal.USUAL);
    registry.add("health", training.on(rows(mean)), Making.trained("a file"));
  }

  private static TrainingRows rows(double mean) {
    TrainingRows rows = new TrainingRows(Watch.columns(TAGS), 1_000);
    Row row = new Row(1);
    for (int i = 0; i < 1_000; i++) {
      row.set(0, speed(mean, i));
      row.time(i * STEP.toNanos());
      rows.add(row);
    }
    return rows;
  }

  private double mean(int version) throws ModelException {
    return registry.load("health", version).model().numbers().get("limit", 2)[0];
  }

  private ModelState state(int version) throws ModelException {
    return registry.list("health").stream()
        .filter(one -> one.version() == version)
        .findFirst()
        .orElseThrow()
        .state();
  }

  private ModelChange lastChange() throws ModelException {
    List<ModelChange> history = registry.history("health");
    return history.get(history.size() - 1);
  }

  private Judgement last() {
    return judged.get(judged.size() - 1);
  }

  private Watch watch(@Nullable RetrainOptions retrain) {
    return watch(new ModelDesk(registry, clock), retrain);
  }

  private Watch watch(ModelDesk desk, @Nullable RetrainOptions retrain) {
    AssetLoop loop =
        new AssetLoop(new AssetSamples("pump-1", Pump.GROUPS, TAGS), clock.loop("pump-1"), 1_000);
    WatchPlan plan =
        new WatchPlan(
            "health",
            kind,
            new LimitKind.Options(80),
            new AlarmOptions(
                Duration.ofSeconds(1), Duration.ofSeconds(1), Priority.MEDIUM, Duration.ofHours(1)),
            Goal.USUAL,
            Duration.ofMinutes(10),
            null,
            retrain);
    Watch watch = new Watch(plan, loop, desk, clock, Desks.at(alarms, clock));
    watch.listenToModels(notices::add);
    watch.start();
    clock.settle();
    return watch;
  }

  private void run(Watch watch, Duration time, double mean) {
    for (long i = time.toNanos() / STEP.toNanos(); i > 0; i--) {
      Scan scan = feed.good(Pump.FAST, speed(mean, scans++), 200, 3);
      watch.loop().update(scan);
      watch
          .loop()
          .offer(
              () -> {
                Finding finding = watch.judge(Finding.of(scan));
                judged.addAll(finding.judgements());
                records.addAll(finding.records());
              });
      clock.advance(STEP);
    }
  }

  /** The operator's small moves: 30 rpm around the mean. */
  private static double speed(double mean, long row) {
    return mean + 30 * Math.sin(row / 10.0);
  }
}
