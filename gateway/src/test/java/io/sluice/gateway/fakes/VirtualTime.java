package io.sluice.gateway.fakes;

import io.sluice.connectors.VirtualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets virtual time pass while another thread waits for what happens in it. */
public final class VirtualTime {
  private static final long LONGEST_MILLIS = 10_000;

  private VirtualTime() {}

  /** A millisecond a millisecond, until the other is done; fails where that takes over 10 s. */
  public static void turnUntilDone(VirtualClock clock, CompletableFuture<?> other) {
    for (int i = 0; i < LONGEST_MILLIS && !other.isDone(); i++) {
      clock.advance(Duration.ofMillis(1));
      LockSupport.parkNanos(1_000_000);
    }
    other.orTimeout(1, TimeUnit.MILLISECONDS).join();
  }
}
