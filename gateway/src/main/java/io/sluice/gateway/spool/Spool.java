package io.sluice.gateway.spool;

import io.sluice.connectors.PlantClock;
import io.sluice.gateway.spool.Intake.Offer;
import io.sluice.gateway.spool.SpoolCounts.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A crash-safe store-and-forward buffer: what was acknowledged is on disk, is delivered in order at
 * least once, or is declared as a gap.
 *
 * <p>Thread-safe. No method but {@link #open} and {@link #close} blocks. Completions come on the
 * spool's own loop and must return quickly.
 */
public final class Spool implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Spool.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);
  private static final Duration SHORTEST_TICK = Duration.ofMillis(100);
  private static final Duration LONGEST_TICK = Duration.ofMinutes(1);

  private final String name;
  private final SpoolOptions options;
  private final SpoolFiles files;
  private final PlantClock clock;
  private final Keeper keeper;
  private final Intake intake;
  private final Outlet outlet = new Outlet();
  private final Writer writer;
  private final PlantClock.Loop loop;

  /** Guards writer and keeper; held by the loop while it writes, and by close. */
  private final ReentrantLock writing = new ReentrantLock();

  private final AtomicBoolean soon = new AtomicBoolean();
  private final AtomicBoolean now = new AtomicBoolean();
  private boolean closed;
  private volatile View view;

  private Spool(SpoolFiles files, SpoolOptions options, PlantClock clock, Keeper keeper) {
    this.name = files.name();
    this.options = options;
    this.files = files;
    this.clock = clock;
    this.keeper = keeper;
    this.intake = new Intake(options);
    this.writer = new Writer(keeper, intake, outlet);
    this.view = view(keeper.state());
    this.loop = clock.loop("spool-" + name);
  }

  /** What counts() shows, as of one commit. */
  private record View(Ledger.Totals totals, State state, String problem, long oldest) {}

  /**
   * Opens or begins the spool.
   *
   * @param name of the spool, and of its files
   * @param directory where they are; made where it is not there
   * @throws SpoolException in one sentence: in use, not writable …
   */
  public static Spool open(String name, SpoolOptions options, Path directory, PlantClock clock)
      throws SpoolException {
    return open(name, options, directory, clock, DiskSpace.REAL);
  }

  static Spool open(
      String name, SpoolOptions options, Path directory, PlantClock clock, DiskSpace disk)
      throws SpoolException {
    SpoolFiles files = SpoolFiles.hold(name, directory);
    try {
      Spool spool = new Spool(files, options, clock, Keeper.open(files, options, clock, disk));
      spool.tick();
      return spool;
    } catch (SpoolException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /**
   * Appends the records, all or none. Completes when they are forced to disk; fails with a {@link
   * RefusedException} where they are not.
   */
  public CompletionStage<Void> append(List<SpoolRecord> records) {
    Offer offer = Offer.of(List.copyOf(records));
    CompletableFuture<Void> done = offer.done();
    if (offer.records().isEmpty()) {
      done.complete(null);
      return done;
    }
    RefusedException refused = intake.offer(offer);
    if (refused != null) {
      done.completeExceptionally(refused);
    }
    flushLater();
    return done;
  }

  /**
   * The oldest records, at most so many; completes when there is at least one, and the batch before
   * was released or given back. One taker: a second take while one waits fails with an {@link
   * IllegalStateException}. Cancelling the stage's future withdraws the wish.
   */
  public CompletionStage<Batch> take(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("take " + most + ", must be 1 or more");
    }
    CompletableFuture<Batch> batch = outlet.want(most);
    loop.execute(this::serve);
    return batch;
  }

  /**
   * The batch has arrived: completes when its records are deleted durably and counted. The next
   * take need not wait for that.
   *
   * @throws IllegalStateException where the batch was released or given back before
   */
  public CompletionStage<Void> release(Batch batch) {
    CompletableFuture<Void> done = outlet.release(batch);
    flushLater();
    loop.execute(this::serve);
    return done;
  }

  /**
   * The batch may not have arrived: it is taken again, marked redelivered.
   *
   * @throws IllegalStateException where the batch was released or given back before
   */
  public void giveBack(Batch batch) {
    outlet.giveBack(batch, true);
    loop.execute(this::serve);
  }

  /**
   * Nothing of the batch was sent: it is taken again, as if it had not been taken.
   *
   * @throws IllegalStateException where the batch was released or given back before
   */
  public void giveBackUnsent(Batch batch) {
    outlet.giveBack(batch, false);
    loop.execute(this::serve);
  }

  /** The ledger now: its sum rule holds in every answer. */
  public SpoolCounts counts() {
    View seen = view;
    Ledger.Totals totals = seen.totals;
    long age = totals.rows() == 0 ? 0 : Math.max(0, keeper.age().now() - seen.oldest);
    return new SpoolCounts(
        totals.appended(),
        totals.delivered(),
        totals.gaps(),
        totals.rows(),
        totals.gapRows(),
        totals.lost(),
        intake.refusedByReason(),
        intake.waiting(),
        outlet.inFlight(),
        totals.bytes(),
        files.databaseBytes(),
        Duration.ofMillis(age),
        seen.state,
        seen.problem);
  }

  /** Writes what waits, as far as that takes no more than 2 s, and lets go of the files. */
  @Override
  public void close() {
    // An interrupted thread would have its file closed under it by the channel.
    boolean interrupted = Thread.interrupted();
    intake.close();
    outlet.close();
    List<Runnable> completions = List.of();
    if (lockedWithin(LONGEST_CLOSE)) {
      try {
        finish();
      } finally {
        completions = writer.completions();
        writing.unlock();
      }
    } else {
      log.warn("{}: the disk does not answer; {} records are not on it", name, intake.waiting());
    }
    completions.forEach(Runnable::run);
    loop.close();
    files.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void finish() {
    if (closed) {
      return;
    }
    long end = clock.nanoTime() + LONGEST_CLOSE.toNanos();
    boolean written = true;
    while (written && !(intake.empty() && outlet.quiet()) && clock.nanoTime() - end < 0) {
      written = writer.turn(options.group().rows());
    }
    writer.giveUp();
    closed = true;
    view = view(State.CLOSED);
    keeper.close();
  }

  private boolean lockedWithin(Duration limit) {
    try {
      return writing.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void flushLater() {
    if (view.state == State.REOPENING) {
      return;
    }
    if (intake.atLeast(options.group().rows())) {
      if (now.compareAndSet(false, true)) {
        loop.execute(
            () -> {
              now.set(false);
              flush();
            });
      }
    } else {
      flushAfter(options.group().within());
    }
  }

  private void flushAfter(Duration delay) {
    if (soon.compareAndSet(false, true)) {
      loop.schedule(
          delay,
          () -> {
            soon.set(false);
            flush();
          });
    }
  }

  private void flush() {
    boolean done = guarded(() -> writer.turn(options.group().rows()));
    if (!done) {
      flushAfter(RETRY);
    } else if (!(intake.empty() && outlet.quiet())) {
      flushLater();
    }
    serve();
  }

  /** Hands the next batch to a taker that waits. */
  private void serve() {
    Outlet.Wish wish = outlet.open();
    if (wish == null) {
      return;
    }
    Batch[] batch = new Batch[1];
    guarded(
        () -> {
          Keeper.Read read = writer.read(wish.most());
          if (!read.records().isEmpty()) {
            batch[0] = new Batch(read.records(), read.cost(), read.generation());
            outlet.hand(batch[0]);
          }
          return true;
        });
    if (batch[0] != null && !wish.batch().complete(batch[0])) {
      outlet.giveBack(batch[0], false);
    }
  }

  /** Runs a step of the writer, unless the spool is closed, and tells who waits for it. */
  private boolean guarded(BooleanSupplier step) {
    boolean done = true;
    List<Runnable> completions = List.of();
    writing.lock();
    try {
      if (!closed) {
        done = step.getAsBoolean();
        view = view(keeper.state());
        completions = writer.completions();
      }
    } finally {
      writing.unlock();
    }
    completions.forEach(Runnable::run);
    if (view.state == State.REOPENING) {
      flushAfter(RETRY);
    }
    return done;
  }

  /** Age has its own pace. */
  private void tick() {
    Duration tenth = options.maxAge().dividedBy(10);
    Duration pace =
        tenth.compareTo(LONGEST_TICK) > 0
            ? LONGEST_TICK
            : tenth.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : tenth;
    loop.schedule(
        pace,
        () -> {
          guarded(
              () -> {
                writer.expire();
                return true;
              });
          tick();
        });
  }

  private View view(State state) {
    Ledger.Totals totals = keeper.totals();
    return new View(totals, state, keeper.problem(), totals.rows() == 0 ? 0 : keeper.oldest());
  }
}
