package io.sluice.gateway.assets;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.models.Deed;
import io.sluice.analytics.models.Making;
import io.sluice.analytics.models.ModelVersion;
import io.sluice.analytics.models.StoredModel;
import io.sluice.analytics.upkeep.RetrainOptions;
import io.sluice.gateway.status.StatusServer.Answer;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a detector anew on clean live rows, by the calendar or when a person asks. What comes of
 * it is a candidate, or goes into shadow where that is configured; never the champion. One training
 * at a time; any thread.
 */
final class Retraining {
  private static final Logger log = LoggerFactory.getLogger(Retraining.class);

  /** Fewer clean rows are no picture of normal operation. */
  private static final int FEWEST_ROWS = 1_000;

  private final WatchPlan plan;
  private final ModelDesk desk;
  private final AtomicBoolean underWay = new AtomicBoolean();

  Retraining(WatchPlan plan, ModelDesk desk) {
    this.plan = plan;
    this.desk = desk;
  }

  /**
   * Trains where the newest model is old enough; reads the registry.
   *
   * @param taught is run where a model was trained
   */
  void ifDue(Supplier<TrainingRows> clean, Runnable taught) {
    RetrainOptions options = plan.retrain();
    if (options == null) {
      return;
    }
    try {
      Instant newest =
          desk.registry().list(plan.detector()).stream()
              .map(ModelVersion::making)
              .map(Making::created)
              .filter(Objects::nonNull)
              .max(Comparator.naturalOrder())
              .orElse(Instant.EPOCH);
      if (!desk.clock().now().isBefore(newest.plus(options.every()))) {
        begin("by the calendar", clean, taught, new CompletableFuture<>());
      }
    } catch (ModelException unreadable) {
      log.warn("{}: no retraining: {}", plan.detector(), unreadable.getMessage());
    }
  }

  /** Trains because a person asks; the sentence says what came of it. */
  void onRequest(
      String person,
      Supplier<TrainingRows> clean,
      Runnable taught,
      CompletableFuture<Answer> said) {
    begin("asked by " + person, clean, taught, said);
  }

  private void begin(
      String why, Supplier<TrainingRows> clean, Runnable taught, CompletableFuture<Answer> said) {
    if (!underWay.compareAndSet(false, true)) {
      say(said, false, "a training is under way");
      return;
    }
    desk.train(
        () -> {
          try {
            say(said, true, train(why, clean.get(), taught));
          } catch (TrainingException | ModelException refused) {
            log.warn("{}: not retrained: {}", plan.detector(), refused.getMessage());
            say(said, false, "not retrained: " + refused.getMessage());
          } catch (RuntimeException bug) {
            log.error("{}: retraining failed", plan.detector(), bug);
            say(said, false, "not retrained: " + bug);
          } finally {
            underWay.set(false);
          }
        });
  }

  private void say(CompletableFuture<Answer> said, boolean done, String sentence) {
    said.complete(new Answer(done, plan.detector() + ": " + sentence));
  }

  private String train(String why, TrainingRows rows, Runnable taught)
      throws TrainingException, ModelException {
    if (rows.size() < FEWEST_ROWS) {
      throw new TrainingException(
          rows.size() + " clean rows so far, needs " + FEWEST_ROWS + " of them");
    }
    StoredModel saved =
        desk.registry()
            .add(
                plan.detector(),
                Training.of(plan).on(rows),
                Making.trained("clean live rows, " + why));
    taught.run();
    String sentence = "v" + saved.version() + " is trained on " + rows.size() + " clean rows";
    RetrainOptions options = plan.retrain();
    if (options != null && options.propose() == RetrainOptions.Propose.SHADOW) {
      Deed deed = new Deed("gateway", "retrained " + why);
      var unused = desk.registry().shadow(plan.detector(), saved.version(), deed);
      sentence += " and scores in shadow";
    }
    log.info("{}: {}", plan.detector(), sentence);
    return sentence;
  }
}
