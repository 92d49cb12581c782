package io.sluice.connectors.opcua;

import java.time.Duration;

/** A time that must pass for a test to see that something does not happen. */
final class Wait {
  private final long since = System.nanoTime();
  private final Duration time;

  Wait(Duration time) {
    this.time = time;
  }

  boolean over() {
    return System.nanoTime() - since > time.toNanos();
  }
}
