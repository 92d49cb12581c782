package io.sluice.gateway.assets;

import io.sluice.analytics.Column;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.Transition;
import io.sluice.analytics.drift.DriftReport;
import io.sluice.analytics.drift.DriftWatch;
import io.sluice.analytics.drift.Profile;
import io.sluice.analytics.trial.Conduct;
import io.sluice.analytics.trial.FaultsFound;
import io.sluice.analytics.trial.RollbackRule;
import io.sluice.analytics.trial.TrialRecord;
import io.sluice.analytics.upkeep.CleanRows;
import io.sluice.connectors.PlantClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the model of one detector while it scores: lets the shadow score beside it, sees
 * whether the champion keeps its limits and whether the plant is as in training, and keeps clean
 * rows. Confined to the asset's loop, but for {@link #status}.
 */
final class ModelCare {
  private static final long LOOK = Duration.ofSeconds(10).toNanos();
  private static final long REPORT = Duration.ofMinutes(10).toNanos();

  /** Rows kept where there is no retraining: enough to try faults on. */
  private static final int FEW_ROWS = 2_000;

  /** Rows kept for retraining: 20 tags are 8 MB. */
  private static final int MOST_ROWS = 50_000;

  /** Windows in a row that must agree before a drift is told or taken back. */
  private static final int WINDOWS = 2;

  private static final int MOST_NOTICES = 100;
  private static final Conduct NOTHING = new Conduct();

  private final WatchPlan plan;
  private final String asset;
  private final List<Column> columns;
  private final PlantClock clock;
  private final Orders orders;
  private final CleanRows clean;
  private final List<ModelNotice> notices = new ArrayList<>();
  private @Nullable Lineup lineup;
  private @Nullable Companion shadow;
  private @Nullable Companion before;
  private @Nullable DriftWatch drift;
  private @Nullable DriftReport lastDrift;
  private int windowsAgainst;
  private boolean driftStands;
  private boolean rollbackAsked;
  private long lookAt;
  private long reportAt;
  private boolean began;
  private volatile ModelsStatus status = ModelsStatus.NONE;

  /** What it asks for; carried out elsewhere. */
  interface Orders {
    /** The champion breaks its limits. */
    void rollBack(int version, String why);

    /**
     * Now and then: what was seen.
     *
     * @param clean gives the clean rows kept so far; copied by who asks
     */
    void report(ModelsStatus seen, Supplier<TrainingRows> clean);
  }

  ModelCare(WatchPlan plan, String asset, List<Column> columns, PlantClock clock, Orders orders) {
    this.plan = plan;
    this.asset = asset;
    this.columns = columns;
    this.clock = clock;
    this.orders = orders;
    boolean retrains = plan.retrain() != null;
    this.clean =
        new CleanRows(columns, retrains ? MOST_ROWS : FEW_ROWS, WatchPlan.margin(plan.alarm()));
  }

  /** Which version drives the alarm; null while there is none. */
  @Nullable Scoring champion() {
    return lineup == null ? null : lineup.champion();
  }

  /** How the versions stand; any thread. */
  ModelsStatus status() {
    return status;
  }

  /**
   * Lets these versions score from the next row on; those that scored before keep their windows.
   */
  void serve(Lineup next) {
    Lineup last = lineup;
    boolean newChampion = last == null || last.champion() != next.champion();
    if (newChampion || last == null || last.shadow() != next.shadow()) {
      shadow = companion(next.shadow(), next.trial());
    }
    if (newChampion || last == null || last.before() != next.before()) {
      before = companion(next.before(), TrialRecord.none(next.champion().version()));
      if (before != null) {
        before.scoring().startConduct();
      }
    }
    if (newChampion) {
      next.champion().startConduct();
      Profile profile = next.profile();
      drift = profile == null ? null : new DriftWatch(columns, profile);
      lastDrift = null;
      windowsAgainst = 0;
      endDrift("another model serves");
      rollbackAsked = false;
    }
    lineup = next;
    refresh();
  }

  /** Takes what the champion has just made of a row. */
  void row(Row row, Verdict verdict, double score, Transition transition, boolean stands) {
    Lineup now = lineup;
    if (now == null) {
      return;
    }
    now.champion().judged(transition, stands, row.time());
    companions(row, verdict, score, transition, stands);
    keep(row, verdict, score, stands);
    drift(row, verdict, score);
    if (!began) {
      began = true;
      lookAt = row.time() + LOOK;
      reportAt = row.time() + REPORT;
    }
    if (row.time() - lookAt >= 0) {
      lookAt = row.time() + LOOK;
      look(now.champion(), row.time());
      refresh();
    }
    if (row.time() - reportAt >= 0) {
      reportAt = row.time() + REPORT;
      orders.report(status, clean.rows());
    }
  }

  /** What both versions have found of the faults put into copies of rows. */
  void faults(int version, FaultsFound ofChampion, FaultsFound ofShadow) {
    Companion tried = shadow;
    if (tried != null && tried.scoring().version() == version) {
      tried.faults(ofChampion, ofShadow);
      refresh();
    }
  }

  /** The rows kept so far have taught a model. */
  void taught() {
    clean.clear();
  }

  /** The rows kept so far; copied by who asks. */
  Supplier<TrainingRows> cleanRows() {
    return clean.rows();
  }

  /** Something is to be said with the next row. */
  void say(ModelNotice.What what, String text, List<DriftReport.DriftedTag> tags) {
    if (notices.size() < MOST_NOTICES) {
      notices.add(new ModelNotice(plan.detector(), asset, what, clock.now(), text, tags));
    }
  }

  /** What is to be said since the last call. */
  List<ModelNotice> takeNotices() {
    if (notices.isEmpty()) {
      return List.of();
    }
    List<ModelNotice> taken = List.copyOf(notices);
    notices.clear();
    return taken;
  }

  private @Nullable Companion companion(@Nullable Scoring scoring, TrialRecord known) {
    return scoring == null ? null : new Companion(scoring, plan.alarm(), known, clock);
  }

  private void companions(
      Row row, Verdict verdict, double score, Transition transition, boolean stands) {
    if (shadow != null) {
      Transition own = shadow.row(row, verdict, score, transition, stands);
      if (own != Transition.NONE) {
        boolean raised = own == Transition.RAISED;
        say(
            raised ? ModelNotice.What.SHADOW_RAISED : ModelNotice.What.SHADOW_CLEARED,
            "model v" + shadow.scoring().version() + " in shadow",
            List.of());
      }
    }
    if (before != null) {
      var unused = before.row(row, verdict, score, transition, stands);
    }
  }

  private void keep(Row row, Verdict verdict, double score, boolean stands) {
    if (stands || score >= 1) {
      clean.abnormal(row.time());
    } else if (verdict == Verdict.SCORED) {
      clean.clean(row);
    }
  }

  private void drift(Row row, Verdict verdict, double score) {
    DriftReport report = drift == null ? null : drift.update(row, verdict, score).orElse(null);
    if (report == null) {
      return;
    }
    lastDrift = report;
    windowsAgainst = report.drifted() == driftStands ? 0 : windowsAgainst + 1;
    if (windowsAgainst == WINDOWS) {
      windowsAgainst = 0;
      driftStands = report.drifted();
      say(
          driftStands ? ModelNotice.What.DRIFT_RAISED : ModelNotice.What.DRIFT_CLEARED,
          plan.detector()
              + ": the plant is "
              + (driftStands ? "not as in training: " : "")
              + report.sentence(),
          report.tags());
    }
  }

  private void endDrift(String why) {
    if (driftStands) {
      driftStands = false;
      say(ModelNotice.What.DRIFT_CLEARED, plan.detector() + ": " + why, List.of());
    }
  }

  private void look(Scoring champion, long nanos) {
    if (rollbackAsked) {
      return;
    }
    Conduct other = before == null ? NOTHING : before.scoring().conduct();
    RollbackRule.broken(champion.conduct(), other, plan.goal(), nanos)
        .ifPresent(
            why -> {
              rollbackAsked = true;
              orders.rollBack(champion.version(), why);
            });
  }

  private void refresh() {
    Lineup now = lineup;
    if (now != null) {
      status =
          new ModelsStatus(
              now.champion().version(),
              now.champion().observation().figures(),
              shadow == null ? 0 : shadow.scoring().version(),
              shadow == null ? TrialRecord.none(now.champion().version()) : shadow.trial(),
              shadow != null && shadow.alarmStands(),
              shadow != null && shadow.tooSlow(),
              before == null ? 0 : before.scoring().version(),
              lastDrift,
              clean.size());
    }
  }
}
