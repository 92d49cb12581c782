package io.sluice.connectors;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Time and timers, handed in from the top; nothing below reads a clock or sleeps. The live clock
 * and the virtual one of tests and replays differ in nothing else.
 */
public interface PlantClock {
  /** Wall-clock time, for stamps only. It may jump. */
  Instant now();

  /** Monotonic nanoseconds with an arbitrary origin; every duration is measured with it. */
  long nanoTime();

  /**
   * A loop: one thread that runs tasks one after another, in order.
   *
   * @param name the thread's name
   */
  Loop loop(String name);

  /**
   * A loop of a connection, whose tasks never block: many of them may share a thread.
   *
   * @param name the thread's name, where it has one of its own
   */
  default Loop connectionLoop(String name) {
    return loop(name);
  }

  /**
   * Waits until the stage has completed, in whatever way, or so much time has passed. Called by who
   * starts and stops things, never on a loop: a live clock blocks the thread, a virtual one runs
   * what is due and lets its time pass.
   *
   * @return whether it has completed
   */
  default boolean await(CompletionStage<?> stage, Duration most) {
    CompletableFuture<?> done = stage.toCompletableFuture();
    try {
      done.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | CancellationException failed) {
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return done.isDone();
  }

  /** One thread's ordered tasks and timers. Thread-safe to submit to. */
  interface Loop extends AutoCloseable {
    /**
     * Runs the task on the loop, soon; ignored once closed. A task that throws is logged and the
     * loop goes on.
     */
    void execute(Runnable task);

    /** Runs the task on the loop after the delay; ignored once closed. */
    Timer schedule(Duration delay, Runnable task);

    /** Drops what has not started and lets go of the thread; returns without waiting for it. */
    @Override
    void close();
  }

  /** A task that has not run yet. */
  @FunctionalInterface
  interface Timer {
    /** Does nothing where the task has begun. */
    void cancel();
  }
}
