package io.sluice.gateway.assets;

import io.sluice.analytics.Column;
import io.sluice.analytics.CsvLayout;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.models.Making;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a detector its first model where no saved one fits: trained from a history file, else from
 * live rows once there are enough. It goes into the registry, which makes it the champion because
 * there is no other. Training runs on the trainer's loop, never on the asset's.
 *
 * <p>Called on the asset's loop; answers come on it too.
 */
final class Apprentice {
  private static final Logger log = LoggerFactory.getLogger(Apprentice.class);

  /** Most live rows kept for training: 100,000 rows of 20 tags are 16 MB. */
  static final int MOST_ROWS = 100_000;

  private static final int REPORT_ROWS = 100;

  private final WatchPlan plan;
  private final List<Column> columns;
  private final ModelDesk desk;
  private final LoopHop hop;
  private Consumer<String> report = progress -> {};
  private @Nullable TrainingRows rows;
  private @Nullable String failure;

  Apprentice(WatchPlan plan, List<Column> columns, ModelDesk desk, LoopHop hop) {
    this.plan = plan;
    this.columns = columns;
    this.desk = desk;
    this.hop = hop;
  }

  /** How a history file is written: as historians export it, times in the column {@code time}. */
  static CsvLayout layout() {
    return new CsvLayout(null, "time", Duration.ofMillis(100), MOST_ROWS);
  }

  /**
   * Begins to learn.
   *
   * @param report takes one sentence on how far it is
   */
  void begin(Consumer<String> report) {
    this.report = report;
    Path history = plan.history();
    if (history == null && !plan.kind().needsRowsWith(columns, plan.options())) {
      desk.train(() -> train(new TrainingRows(columns, 1), "the limits that are set"));
    } else if (history == null) {
      rows = new TrainingRows(columns, MOST_ROWS);
    } else {
      desk.train(() -> learnFrom(history));
    }
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
      desk.train(() -> train(into, "live rows"));
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

  private void learnFrom(Path history) {
    try {
      train(TrainingRows.fromCsv(history, columns, layout()), history.toString());
    } catch (TrainingException unusable) {
      failed(unusable.getMessage());
    }
  }

  private void train(TrainingRows from, String origin) {
    if (hop.isClosed()) {
      return;
    }
    try {
      TrainedModel model = Training.of(plan).on(from);
      if (!hop.isClosed()) {
        var unused = desk.registry().add(plan.detector(), model, Making.trained(origin));
        log.info("{}: trained on {} rows of {}", plan.detector(), from.size(), origin);
      }
    } catch (TrainingException | ModelException unusable) {
      failed(unusable.getMessage());
    } catch (RuntimeException bug) {
      log.error("{}: training failed", plan.detector(), bug);
      failed("training failed: " + bug);
    }
  }

  /** A detector that cannot be trained goes on learning: a plant that stood still may start. */
  private void failed(@Nullable String why) {
    log.warn("{}: no model: {}", plan.detector(), why);
    hop.run(
        () -> {
          failure = String.valueOf(why);
          TrainingRows into = new TrainingRows(columns, MOST_ROWS);
          rows = into;
          report.accept(progress(into));
        });
  }
}
