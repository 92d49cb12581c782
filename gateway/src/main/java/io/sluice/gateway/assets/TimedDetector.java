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

  private final String name;
  private final Detector detector;
  private final Duration budget;
  private final PlantClock clock;
  private final Executor worker;
  private final Row copy;
  private final AtomicReference<@Nullable Outcome> arrived = new AtomicReference<>();
  private boolean aside;
  private boolean inFlight;
  private boolean forget;
  private boolean alarm;
  private int over;
  private long took;
  private @Nullable Outcome outcome;

  /** What the worker found out about a row, so that the detector itself need not be asked. */
  private record Outcome(
      Verdict verdict,
      double score,
      List<Contribution> because,
      List<String> replaced,
      long nanos,
      @Nullable RuntimeException failure) {}

  /**
   * @param worker runs one task after another, elsewhere
   * @param tooLong nanoseconds of a row where it is known to be over budget, or 0
   */
  TimedDetector(
      String name,
      Detector detector,
      Duration budget,
      PlantClock clock,
      Executor worker,
      long tooLong) {
    this.name = name;
    this.detector = detector;
    this.budget = budget;
    this.clock = clock;
    this.worker = worker;
    this.copy = new Row(detector.columns().size());
    this.aside = tooLong > 0;
    this.took = tooLong;
  }

  /** What is to be said of its pace; empty while it keeps to its budget. Any call's context. */
  String remark() {
    return aside
        ? "scored beside the loop: a row takes "
            + Timekeeper.millis(took)
            + " ms, allowed are "
            + budget.toMillis()
            + " ms"
        : "";
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
    long begun = clock.nanoTime();
    Verdict verdict = detector.update(row);
    long nanos = clock.nanoTime() - begun;
    over = nanos > budget.toNanos() ? over + WEIGHT : Math.max(0, over - 1);
    if (over >= ENOUGH) {
      leave(verdict, nanos);
    }
    return verdict;
  }

  /** This row is answered for still; what is asked about it comes from the outcome. */
  private void leave(Verdict verdict, long nanos) {
    outcome = outcome(verdict, nanos);
    took = nanos;
    aside = true;
    log.warn("{}: {}; most rows may get no verdict", name, remark());
  }

  private Verdict elsewhere(Row row) {
    if (row.size() != copy.size()) {
      throw new IllegalArgumentException(
          "the row has " + row.size() + " cells, the model " + copy.size() + " columns");
    }
    Outcome found = arrived.getAndSet(null);
    if (found == null && inFlight) {
      return Verdict.OVER_BUDGET;
    }
    outcome = forget ? null : found;
    inFlight = true;
    copy(row);
    boolean stands = alarm;
    boolean anew = forget;
    forget = false;
    worker.execute(() -> arrived.set(judged(anew, stands)));
    if (found == null || anew) {
      return Verdict.OVER_BUDGET;
    }
    took = found.nanos;
    if (found.failure != null) {
      throw found.failure;
    }
    return found.verdict;
  }

  private Outcome judged(boolean anew, boolean stands) {
    long begun = clock.nanoTime();
    try {
      if (anew) {
        detector.reset();
      }
      detector.alarmStands(stands);
      Verdict verdict = detector.update(copy);
      long nanos = clock.nanoTime() - begun;
      return outcome(verdict, nanos);
    } catch (RuntimeException bug) {
      // The caller's loop is where a detector's bug is reported.
      long nanos = clock.nanoTime() - begun;
      return new Outcome(Verdict.OVER_BUDGET, 0, List.of(), List.of(), nanos, bug);
    }
  }

  /** The reasons of a score below the threshold are not asked for. */
  private Outcome outcome(Verdict verdict, long nanos) {
    double score = verdict == Verdict.SCORED ? detector.score() : 0;
    List<Contribution> because =
        score >= 1 ? detector.contributions(MOST_CONTRIBUTIONS) : List.of();
    return new Outcome(verdict, score, because, detector.replacedTags(), nanos, null);
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
