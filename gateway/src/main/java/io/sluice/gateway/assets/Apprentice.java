package io.sluice.gateway.assets;

import io.sluice.analytics.Column;
import io.sluice.analytics.CsvLayout;
import io.sluice.analytics.Detector;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.models.ModelStore;
import io.sluice.analytics.models.StoredModel;
import io.sluice.connectors.PlantClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a detector its model: the newest saved one that fits kind, options and tags, so that a
 * change taken back finds its model again; else one trained from a history file, else one trained
 * from live rows once there are enough. A new model is saved before it is used. Training runs on
 * the trainer's loop, never on the asset's.
 *
 * <p>Called on the asset's loop; answers come on it too.
 */
public final class Apprentice {
  private static final Logger log = LoggerFactory.getLogger(Apprentice.class);

  /** Most live rows kept for training: 100,000 rows of 20 tags are 16 MB. */
  private static final int MOST_ROWS = 100_000;

  private static final int REPORT_ROWS = 100;

  /** How far back a fitting model is looked for. */
  private static final int MOST_VERSIONS = 10;

  /** How a history file is written: as historians export it, times in the column {@code time}. */
  public static final CsvLayout LAYOUT =
      new CsvLayout(null, "time", Duration.ofMillis(100), MOST_ROWS);

  private final WatchPlan plan;
  private final List<Column> columns;
  private final AssetLoop loop;
  private final ModelStore store;
  private final PlantClock.Loop trainer;
  private BiConsumer<Detector, String> adopt = (detector, origin) -> {};
  private Consumer<String> report = progress -> {};
  private @Nullable TrainingRows rows;
  private @Nullable String failure;
  private volatile boolean closed;

  /**
   * @param trainer runs the training of all detectors, one after another
   */
  public Apprentice(WatchPlan plan, AssetLoop loop, ModelStore store, PlantClock.Loop trainer) {
    this.plan = plan;
    this.columns = Watch.columns(loop.samples().tags());
    this.loop = loop;
    this.store = store;
    this.trainer = trainer;
  }

  /**
   * Looks for a model.
   *
   * @param adopt takes the detector and where it came from
   * @param report takes one sentence on how far it is
   */
  void start(BiConsumer<Detector, String> adopt, Consumer<String> report) {
    this.adopt = adopt;
    this.report = report;
    report.accept("looking for a model");
    trainer.execute(this::find);
  }

  /** Takes a row of normal operation where live rows are wanted. */
  void learn(Row row) {
    TrainingRows into = rows;
    if (into == null) {
      return;
    }
    boolean kept = into.add(row) == TrainingRows.Added.KEPT;
    if (into.size() == into.capacity() || into.span().compareTo(plan.learnFor()) >= 0) {
      rows = null;
      report.accept("training on " + into.size() + " rows");
      trainer.execute(() -> train(into, "live rows"));
    } else if (kept && into.size() % REPORT_ROWS == 1) {
      report.accept(progress(into));
    }
  }

  private String progress(TrainingRows into) {
    return "learning: "
        + into.span().toSeconds()
        + " of "
        + plan.learnFor().toSeconds()
        + " s"
        + (failure == null ? "" : "; no model before because " + failure);
  }

  /** Gives up what is under way: nothing is saved, adopted or reported after it. Any thread. */
  void close() {
    closed = true;
  }

  private void find() {
    try {
      List<Integer> versions = store.versions(plan.detector());
      int oldest = Math.max(0, versions.size() - MOST_VERSIONS);
      for (int i = versions.size() - 1; i >= oldest && !closed; i--) {
        if (fits(versions.get(i))) {
          return;
        }
      }
    } catch (ModelException unreadable) {
      log.warn("{}: the saved models are not used: {}", plan.detector(), unreadable.getMessage());
    }
    fromHistoryOrLive();
  }

  /** True where the version is in use now. */
  private boolean fits(int version) {
    try {
      StoredModel saved = store.load(plan.detector(), version);
      saved.model().requireColumns(columns);
      saved.model().requireOptions(plan.kind().name(), plan.options());
      use(saved);
      return true;
    } catch (ModelException refused) {
      log.warn(
          "{}: the saved model v{} is not used: {}",
          plan.detector(),
          version,
          refused.getMessage());
      return false;
    }
  }

  private void fromHistoryOrLive() {
    if (closed) {
      return;
    }
    Path history = plan.history();
    if (history == null) {
      onLoop(() -> rows = new TrainingRows(columns, MOST_ROWS));
      return;
    }
    try {
      train(TrainingRows.fromCsv(history, columns, LAYOUT), history.toString());
    } catch (TrainingException unusable) {
      failed(unusable.getMessage());
    }
  }

  private void train(TrainingRows from, String origin) {
    try {
      TrainedModel model = plan.kind().trainWith(from, plan.options(), plan.goal());
      if (closed) {
        return;
      }
      StoredModel saved = store.save(plan.detector(), model);
      log.info("{}: trained on {} rows of {}", plan.detector(), from.size(), origin);
      use(saved);
    } catch (TrainingException | ModelException unusable) {
      failed(unusable.getMessage());
    } catch (RuntimeException bug) {
      log.error("{}: training failed", plan.detector(), bug);
      failed("training failed: " + bug);
    }
  }

  private void use(StoredModel saved) throws ModelException {
    Detector detector = plan.kind().detector(saved.model());
    String origin = "model v" + saved.version() + ", " + saved.model().data().rows() + " rows";
    onLoop(() -> adopt.accept(detector, origin));
  }

  /** A detector that cannot be trained goes on learning: a plant that stood still may start. */
  private void failed(@Nullable String why) {
    log.warn("{}: no model: {}", plan.detector(), why);
    onLoop(
        () -> {
          failure = String.valueOf(why);
          TrainingRows into = new TrainingRows(columns, MOST_ROWS);
          rows = into;
          report.accept(progress(into));
        });
  }

  private void onLoop(Runnable task) {
    if (!closed && !loop.offer(task)) {
      trainer.schedule(Duration.ofMillis(50), () -> onLoop(task));
    }
  }
}
