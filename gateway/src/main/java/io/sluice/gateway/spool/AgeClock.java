package io.sluice.gateway.spool;

import io.sluice.connectors.PlantClock;
import java.util.concurrent.TimeUnit;

/**
 * Milliseconds that never run back: the wall clock at opening, or where the spool stood before if
 * that is later, and monotonic time from there. So a clock that is set while records wait makes
 * none of them old. Thread-safe.
 */
final class AgeClock {
  private final PlantClock clock;
  private final long startMillis;
  private final long startNanos;

  AgeClock(PlantClock clock, long before) {
    this.clock = clock;
    this.startMillis = Math.max(before, clock.now().toEpochMilli());
    this.startNanos = clock.nanoTime();
  }

  long now() {
    return startMillis + TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - startNanos);
  }
}
