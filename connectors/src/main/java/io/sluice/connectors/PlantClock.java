package io.sluice.connectors;

import java.time.Duration;
import java.time.Instant;

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
