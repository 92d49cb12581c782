package io.sluice.gateway.assets;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.drift.Profile;
import io.sluice.analytics.models.Deed;
import io.sluice.analytics.models.ModelChange;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelState;
import io.sluice.analytics.models.ModelVersion;
import io.sluice.analytics.models.StoredModel;
import io.sluice.analytics.trial.FaultTrial;
import io.sluice.analytics.trial.FaultsFound;
import io.sluice.analytics.trial.TrialRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which versions of a detector's model serve: follows the registry while the gateway runs, records
 * there what was seen of them, and brings the version before back where the champion breaks its
 * limits. Confined to the desk's loop.
 */
final class Succession {
  private static final Logger log = LoggerFactory.getLogger(Succession.class);

  /** In whose name the gateway rolls back by itself. */
  static final String BY_ITSELF = "gateway, by itself";

  /** How long the version before a new champion goes on scoring beside it. */
  private static final Duration PROBATION = Duration.ofDays(7);

  /** Rollbacks without a person within a month: what fails more often needs one. */
  private static final int MOST_ROLLBACKS = 3;

  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration FAULTS_AGAIN = Duration.ofHours(6);
  private static final int FEWEST_FAULT_ROWS = 600;

  private final WatchPlan plan;
  private final List<Column> columns;
  private final ModelDesk desk;
  private final ModelRegistry registry;
  private final LoopHop hop;
  private final Runnable follower = this::refresh;
  private final Map<Integer, Scoring> known = new HashMap<>();
  private @Nullable Stage stage;
  private @Nullable Lineup current;
  private @Nullable Instant faultsTried;
  private boolean asked;

  /** What its decisions do to the detector; called on the asset's loop. */
  interface Stage {
    void serve(Lineup lineup);

    /** There is no model that fits. */
    void noModel();

    void faults(int version, FaultsFound ofChampion, FaultsFound ofShadow);

    void say(ModelNotice.What what, String text);
  }

  Succession(WatchPlan plan, List<Column> columns, ModelDesk desk, LoopHop hop) {
    this.plan = plan;
    this.columns = columns;
    this.desk = desk;
    this.registry = desk.registry();
    this.hop = hop;
  }

  /** Looks for models, and follows their states from now on. Any thread. */
  void start(Stage on) {
    desk.execute(
        () -> {
          stage = on;
          desk.follow(plan.detector(), follower);
          refresh();
        });
  }

  /** Any thread. */
  void close() {
    hop.close();
    desk.unfollow(plan.detector(), follower);
  }

  /** Looks which versions are to serve. */
  void refresh() {
    Stage on = stage;
    if (on == null || hop.isClosed()) {
      return;
    }
    try {
      Optional<StoredModel> champion = registry.serving(plan.detector(), this::fits);
      if (champion.isPresent()) {
        serve(on, lineup(champion.get()));
      } else if (!asked) {
        asked = true;
        hop.run(on::noModel);
      }
    } catch (ModelException unreadable) {
      log.warn("{}: the models are not used: {}", plan.detector(), unreadable.getMessage());
      if (current == null && !asked) {
        asked = true;
        hop.run(on::noModel);
      }
    }
  }

  /** Records what was seen, and has both versions tried on faults now and then. */
  void report(ModelsStatus seen, Supplier<TrainingRows> clean) {
    try {
      Map<String, Double> service = new HashMap<>();
      seen.service().named().forEach((name, value) -> service.put("service-" + name, value));
      registry.evidence(plan.detector(), seen.champion(), service);
      if (seen.shadow() > 0) {
        registry.evidence(plan.detector(), seen.shadow(), seen.trial().named());
        tryFaults(seen.champion(), seen.shadow(), clean);
      }
    } catch (ModelException unwritten) {
      log.warn("{}: the evidence is not recorded: {}", plan.detector(), unwritten.getMessage());
    }
  }

  /** Brings the version before back, unless that has been done too often. */
  void rollBack(int version, String why) {
    try {
      int champion = registry.champion(plan.detector()).map(ModelVersion::version).orElse(0);
      if (champion != version) {
        return;
      }
      String sentence = plan.detector() + ": model v" + version + " breaks its limits: " + why;
      String obstacle = obstacle();
      if (obstacle != null) {
        log.error("{}; {}", sentence, obstacle);
        say(ModelNotice.What.BROKEN, sentence + "; " + obstacle);
        return;
      }
      int back = registry.rollback(plan.detector(), new Deed(BY_ITSELF, why)).version();
      log.warn("{}; v{} takes over again", sentence, back);
      say(ModelNotice.What.ROLLED_BACK, sentence + "; v" + back + " takes over again");
    } catch (ModelException refused) {
      log.error("{}: the rollback failed: {}", plan.detector(), refused.getMessage());
      say(ModelNotice.What.BROKEN, plan.detector() + ": " + refused.getMessage());
    }
  }

  private @Nullable String obstacle() throws ModelException {
    if (registry.former(plan.detector()).isEmpty()) {
      return "there is no version before it";
    }
    Instant since = desk.clock().now().minus(MONTH);
    long before =
        registry.history(plan.detector()).stream()
            .filter(one -> one.deed().who().equals(BY_ITSELF) && one.time().isAfter(since))
            .filter(one -> one.to() == ModelState.CHAMPION)
            .count();
    return before < MOST_ROLLBACKS
        ? null
        : "it was rolled back by itself " + before + " times within 30 days; a person must look";
  }

  private void say(ModelNotice.What what, String text) {
    Stage on = stage;
    if (on != null) {
      hop.run(() -> on.say(what, text));
    }
  }

  private void serve(Stage on, Lineup next) {
    if (next.isLike(current)) {
      return;
    }
    current = next;
    known.values().removeIf(one -> !serves(next, one));
    faultsTried = null;
    hop.run(() -> on.serve(next));
  }

  private static boolean serves(Lineup next, Scoring one) {
    return one == next.champion() || one == next.shadow() || one == next.before();
  }

  private Lineup lineup(StoredModel champion) throws ModelException {
    int version = champion.version();
    Optional<ModelVersion> shadow = registry.shadow(plan.detector());
    TrialRecord recorded =
        TrialRecord.of(shadow.map(one -> one.evidence().figures()).orElse(Map.of()));
    return new Lineup(
        scoring(champion),
        Profile.in(champion.model()).orElse(null),
        shadow.map(one -> fitting(one.version())).orElse(null),
        recorded.against() == version ? recorded : TrialRecord.none(version),
        before(version));
  }

  /** The last champion, while this one is new. */
  private @Nullable Scoring before(int champion) throws ModelException {
    List<Integer> former = registry.former(plan.detector());
    Instant since = desk.clock().now().minus(PROBATION);
    boolean isNew =
        registry.history(plan.detector()).stream()
            .filter(one -> one.version() == champion && one.to() == ModelState.CHAMPION)
            .map(ModelChange::time)
            .anyMatch(time -> time.isAfter(since));
    return former.isEmpty() || !isNew ? null : fitting(former.get(former.size() - 1));
  }

  /** Another version than the champion; null where it cannot score these tags. */
  private @Nullable Scoring fitting(int version) {
    try {
      StoredModel stored = registry.load(plan.detector(), version);
      fits(stored.model());
      return scoring(stored);
    } catch (ModelException refused) {
      log.warn("{}: model v{} is not used: {}", plan.detector(), version, refused.getMessage());
      return null;
    }
  }

  private Scoring scoring(StoredModel stored) throws ModelException {
    Scoring running = known.get(stored.version());
    if (running == null) {
      running = new Scoring(stored, plan.kind().detector(stored.model()));
      known.put(stored.version(), running);
    }
    return running;
  }

  private void fits(TrainedModel model) throws ModelException {
    model.requireColumns(columns);
    model.requireOptions(plan.kind().name(), plan.options());
    var unused = plan.kind().detector(model);
  }

  private void tryFaults(int champion, int shadow, Supplier<TrainingRows> clean) {
    Instant now = desk.clock().now();
    if (faultsTried != null && now.isBefore(faultsTried.plus(FAULTS_AGAIN))) {
      return;
    }
    desk.train(
        () -> {
          TrainingRows rows = clean.get();
          if (rows.size() >= FEWEST_FAULT_ROWS) {
            tryFaults(champion, shadow, new FaultTrial(rows, plan.alarm()));
          }
        });
  }

  private void tryFaults(int champion, int shadow, FaultTrial trial) {
    try {
      FaultsFound ofChampion = trial.of(fresh(champion));
      FaultsFound ofShadow = trial.of(fresh(shadow));
      desk.execute(() -> faultsTried = desk.clock().now());
      Stage on = stage;
      if (on != null) {
        hop.run(() -> on.faults(shadow, ofChampion, ofShadow));
      }
    } catch (ModelException gone) {
      log.warn("{}: no faults were tried: {}", plan.detector(), gone.getMessage());
    } catch (RuntimeException bug) {
      log.error("{}: no faults could be tried", plan.detector(), bug);
    }
  }

  private Detector fresh(int version) throws ModelException {
    return plan.kind().detector(registry.load(plan.detector(), version).model());
  }
}
