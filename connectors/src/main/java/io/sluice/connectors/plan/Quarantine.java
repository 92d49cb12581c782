package io.sluice.connectors.plan;

import io.sluice.connectors.StatusCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why and until when a tag is left out.
 *
 * @param status what its samples are meanwhile
 * @param deadly whether reading it breaks the connection
 * @param retryAt when it is tried again, in nanoseconds of the plan's clock
 * @param waitNanos how long that is from the last try
 */
record Quarantine(StatusCode status, boolean deadly, long retryAt, long waitNanos) {
  /**
   * A refusal costs one small request. Short enough that a device which was wrong about all its
   * tags is read again within ten seconds.
   */
  private static final Duration REFUSED = Duration.ofSeconds(8);

  /** A try that breaks the connection costs all the other tags a reconnect: rarer each time. */
  private static final Duration DEADLY_FIRST = Duration.ofSeconds(10);

  private static final Duration DEADLY_LONGEST = Duration.ofMinutes(10);

  static Quarantine refused(StatusCode status, long now) {
    return until(status, false, now, REFUSED.toNanos());
  }

  static Quarantine deadly(StatusCode status, @Nullable Quarantine before, long now) {
    long wait =
        before == null
            ? DEADLY_FIRST.toNanos()
            : Math.min(2 * before.waitNanos(), DEADLY_LONGEST.toNanos());
    return until(status, true, now, wait);
  }

  boolean due(long now) {
    return now - retryAt >= 0;
  }

  private static Quarantine until(StatusCode status, boolean deadly, long now, long wait) {
    return new Quarantine(status, deadly, now + wait, wait);
  }
}
