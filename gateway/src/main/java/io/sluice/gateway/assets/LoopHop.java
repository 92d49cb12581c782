package io.sluice.gateway.assets;

import io.sluice.connectors.PlantClock;
import java.time.Duration;

/**
 * The way to an asset's loop from another one: where its queue is full, tried again until it takes
 * the task or the way is closed. Any thread.
 */
final class LoopHop {
  private static final Duration AGAIN = Duration.ofMillis(50);

  private final AssetLoop loop;
  private final PlantClock.Loop from;
  private volatile boolean closed;

  /**
   * @param from waits for another try
   */
  LoopHop(AssetLoop loop, PlantClock.Loop from) {
    this.loop = loop;
    this.from = from;
  }

  void run(Runnable task) {
    if (!closed && !loop.offer(task)) {
      from.schedule(AGAIN, () -> run(task));
    }
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }
}
