package io.sluice.gateway.assets;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import io.sluice.connectors.PlantClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that no detector holds up its asset: each has a quarter of the time between rows, at
 * least 1 ms and at most 250 ms, for a row. One that takes longer at load, on made-up rows, never
 * comes onto the asset's loop; one that comes to take longer leaves it. Either is scored on a
 * worker, which all such detectors share. Thread-safe.
 */
public final class Timekeeper implements AutoCloseable {
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofMillis(250);
  private static final int SHARE = 4;

  /** Scored rows that a detector is timed on. */
  private static final int ROWS = 100;

  /** Rows after which it is not waited for a score any longer. */
  private static final int MOST_ROWS = 5_000;

  private final PlantClock clock;
  private PlantClock.@Nullable Loop worker;
  private boolean closed;

  /**
   * @param clock what is timed by, and whose loop the worker is
   */
  public Timekeeper(PlantClock clock) {
    this.clock = clock;
  }

  /** How long a detector may take over a row, where one comes each {@code interval}. */
  public static Duration budget(Duration interval) {
    Duration share = interval.dividedBy(SHARE);
    Duration raised = share.compareTo(LEAST) < 0 ? LEAST : share;
    return raised.compareTo(MOST) > 0 ? MOST : raised;
  }

  /** The same kind, whose detectors keep to their time. */
  public <O extends Record> DetectorKind<O> keeping(String name, DetectorKind<O> kind) {
    return new TimedKind<>(name, kind, this);
  }

  /**
   * The detector within its time. Takes as long as 100 rows do, or as long as one where that is
   * much too slow: for the trainer's loop, never for an asset's.
   *
   * @param name for the log
   * @param interval time between rows in training
   * @param slow told in one sentence when it is over its time
   */
  Detector keep(String name, Detector detector, Duration interval, Consumer<String> slow) {
    Duration budget = budget(interval);
    long nanos = timed(detector, interval, budget);
    TimedDetector.Pace pace = new TimedDetector.Pace(name, budget, clock, this::execute, slow);
    return new TimedDetector(detector, pace, nanos > budget.toNanos() ? nanos : 0);
  }

  /** Lets go of the worker: what is being scored there is not heard of again. */
  @Override
  public synchronized void close() {
    closed = true;
    PlantClock.Loop running = worker;
    if (running != null) {
      running.close();
    }
  }

  static String millis(long nanos) {
    return nanos >= 10_000_000
        ? String.valueOf(nanos / 1_000_000)
        : Math.floorDiv(nanos, 100_000L) / 10.0 + "";
  }

  synchronized void execute(Runnable task) {
    PlantClock.Loop running = worker;
    if (closed) {
      return;
    }
    if (running == null) {
      running = clock.loop("slow-detectors");
      worker = running;
    }
    running.execute(task);
  }

  /** Median nanoseconds a scored row, or mean of all where none was. Leaves the detector as new. */
  private long timed(Detector detector, Duration interval, Duration budget) {
    List<Column> columns = detector.columns();
    Row row = new Row(columns.size());
    long[] took = new long[ROWS];
    int scored = 0;
    int rows = 0;
    long all = 0;
    detector.alarmStands(true);
    while (rows < MOST_ROWS && scored < ROWS && all <= ROWS * budget.toNanos()) {
      rows++;
      madeUp(columns, rows, row);
      row.time(rows * Math.max(1, interval.toNanos()));
      long begun = clock.nanoTime();
      Verdict verdict = detector.update(row);
      long nanos = clock.nanoTime() - begun;
      all += nanos;
      if (verdict == Verdict.SCORED) {
        took[scored++] = nanos;
      }
    }
    detector.alarmStands(false);
    detector.reset();
    Arrays.sort(took, 0, scored);
    return scored == 0 ? all / rows : took[scored / 2];
  }

  /** Values that move as those of a plant do, so that no gate takes them for frozen. */
  private static void madeUp(List<Column> columns, int number, Row row) {
    for (int column = 0; column < row.size(); column++) {
      Column of = columns.get(column);
      double part = Math.floorMod(number * 7919L + column * 104_729L, 1009L) / 1009.0;
      boolean ranged = Double.isFinite(of.low()) && Double.isFinite(of.high());
      if (of.kind() == Column.Kind.MODE) {
        row.unusable(column, Verdict.STALE);
      } else {
        row.set(column, ranged ? of.low() + part * (of.high() - of.low()) : part);
      }
    }
  }
}
