package io.sluice.simulator;

import java.time.Duration;
import java.time.Instant;

/** The plant's time, handed in at the top: real for a running plant, by hand in tests. */
public interface PlantTime {
  /** Wall-clock time, for stamps only. */
  Instant now();

  /** Monotonic nanoseconds with an arbitrary origin. */
  long nanoTime();

  /**
   * Runs the task again and again on one thread of its own, until the handle is closed; closing
   * waits for a run in progress.
   */
  Ticker every(Duration interval, Runnable task);

  /** A repeated task. */
  interface Ticker extends AutoCloseable {
    @Override
    void close();
  }
}
