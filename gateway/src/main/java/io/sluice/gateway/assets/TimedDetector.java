package io.sluice.gateway.assets;

import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import io.sluice.connectors.PlantClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A detector with a time budget a row. While it keeps to it, it runs where it is called. Once it
 * does not, its rows are scored on a worker, one at a time: a row that comes meanwhile has no
 * verdict but {@link Verdict#OVER_BUDGET}, and the first one after the score is there gets that of
 * the row before. It stays on the worker until there is another model.
 *
 * <p>Called by one context, like any detector.
 */
final class TimedDetector implements Detector {
  private static final Logger log = LoggerFactory.getLogger(TimedDetector.class);

  /** A row over budget weighs as much as ten within it; three in a row are enough. */
  private static final int WEIGHT = 10;

  private static final int ENOUGH = 3 * WEIGHT;
  private static final int MOST_CONTRIBUTIONS = 10;

  private final Detector detector;
  private final Pace pace;
  private final Row copy;
  private final AtomicReference<@Nullable Outcome> arrived = new AtomicReference<>();
  private boolean aside;
  private boolean inFlight;
  private boolean forget;
  private boolean alarm;
  private int over;
  private @Nullable Outcome outcome;

  /** What the worker found out about a row, so that the detector itself need not be asked. */
  private record Outcome(
      Verdict verdict,
      double score,
      List<Contribution> because,
      List<String> replaced,
      @Nullable RuntimeException failure) {}

  /**
   * What a detector is timed by.
   *
   * @param name the detector's, for the log
   * @param budget a row's
   * @param clock what is timed by
   * @param worker runs one task after another, elsewhere
   * @param slow told in one sentence when the detector is over its time
   */
  record Pace(
      String name, Duration budget, PlantClock clock, Executor worker, Consumer<String> slow) {
    boolean over(long nanos) {
      return nanos > budget.toNanos();
    }

    void tell(long nanos) {
      String sentence =
          "scored beside the asset's loop: a row takes %s ms, allowed are %d ms"
              .formatted(Timekeeper.millis(nanos), budget.toMillis());
      log.warn("{}: {}; rows that come meanwhile get no verdict", name, sentence);
      slow.accept(sentence);
    }
  }

  /**
   * @param tooLong nanoseconds of a row where it is known to be over budget, or 0
   */
  TimedDetector(Detector detector, Pace pace, long tooLong) {
    this.detector = detector;
    this.pace = pace;
    this.copy = new Row(detector.columns().size());
    this.aside = tooLong > 0;
    if (aside) {
      pace.tell(tooLong);
    }
  }

  @Override
  public List<Column> columns() {
    return detector.columns();
  }

  @Override
  public Verdict update(Row row) {
    return aside ? elsewhere(row) : here(row);
  }

  @Override
  public double score() {
    return aside ? scored().score : detector.score();
  }

  @Override
  public double offLevel() {
    return detector.offLevel();
  }

  @Override
  public List<Contribution> contributions(int most) {
    if (!aside) {
      return detector.contributions(most);
    }
    List<Contribution> because = scored().because;
    return because.subList(0, Math.min(most, because.size()));
  }

  @Override
  public List<String> replacedTags() {
    if (!aside) {
      return detector.replacedTags();
    }
    Outcome last = outcome;
    return last == null ? List.of() : last.replaced;
  }

  @Override
  public void alarmStands(boolean stands) {
    alarm = stands;
    if (!aside) {
      detector.alarmStands(stands);
    }
  }

  @Override
  public void reset() {
    outcome = null;
    if (aside) {
      forget = true;
    } else {
      detector.reset();
    }
  }

  private Verdict here(Row row) {
    long begun = pace.clock.nanoTime();
    Verdict verdict = detector.update(row);
    long nanos = pace.clock.nanoTime() - begun;
    over = pace.over(nanos) ? over + WEIGHT : Math.max(0, over - 1);
    if (over >= ENOUGH) {
      leave(verdict, nanos);
    }
    return verdict;
  }

  /** This row is answered for still; what is asked about it comes from the outcome. */
  private void leave(Verdict verdict, long nanos) {
    outcome = outcome(verdict);
    aside = true;
    pace.tell(nanos);
  }

  private Verdict elsewhere(Row row) {
    if (row.size() != copy.size()) {
      throw new IllegalArgumentException(
          "the row has " + row.size() + " cells, the model " + copy.size() + " columns");
    }
    Outcome found = arrived.getAndSet(null);
    if (found == null && inFlight) {
      outcome = null;
      return Verdict.OVER_BUDGET;
    }
    outcome = forget ? null : found;
    inFlight = true;
    copy(row);
    boolean stands = alarm;
    boolean anew = forget;
    forget = false;
    pace.worker.execute(() -> arrived.set(judged(anew, stands)));
    if (found == null || anew) {
      return Verdict.OVER_BUDGET;
    }
    if (found.failure != null) {
      throw found.failure;
    }
    return found.verdict;
  }

  private Outcome judged(boolean anew, boolean stands) {
    try {
      if (anew) {
        detector.reset();
      }
      detector.alarmStands(stands);
      Verdict verdict = detector.update(copy);
      return outcome(verdict);
    } catch (RuntimeException bug) {
      // The caller's loop is where a detector's bug is reported.
      return new Outcome(Verdict.OVER_BUDGET, 0, List.of(), List.of(), bug);
    }
  }

  /** The reasons of a score below the threshold are not asked for. */
  private Outcome outcome(Verdict verdict) {
    double score = verdict == Verdict.SCORED ? detector.score() : 0;
    List<Contribution> because =
        score >= 1 ? detector.contributions(MOST_CONTRIBUTIONS) : List.of();
    return new Outcome(verdict, score, because, detector.replacedTags(), null);
  }

  private void copy(Row row) {
    for (int column = 0; column < row.size(); column++) {
      if (row.usable(column)) {
        copy.set(column, row.value(column));
      } else {
        copy.unusable(column, row.reason(column));
      }
    }
    copy.time(row.time());
  }

  private Outcome scored() {
    Outcome last = outcome;
    if (last == null || last.verdict != Verdict.SCORED) {
      throw new IllegalStateException("the last row has no score");
    }
    return last;
  }
}
