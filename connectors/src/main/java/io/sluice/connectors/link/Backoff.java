package io.sluice.connectors.link;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Time to wait before the next try: exponential with full jitter (M. Brooker, "Exponential Backoff
 * And Jitter", AWS Architecture Blog, 2015), so that a hundred connections do not storm a switch
 * that comes back.
 *
 * <p>A restarted peer is to deliver again within two seconds of listening, whatever its protocol
 * and however long it was away. So no wait is longer than a second, which leaves a second to
 * connect, to prove the connection and to read. It is affordable: a try against a dead host is one
 * packet, and a hundred connections that have been down for long try 190 times a second between
 * them, spread evenly. Where the peer is there and says no to who we are, asking again soon does
 * not help and may lock the user out: then a wait is {@link #AFTER_REFUSAL}.
 */
public final class Backoff {
  /** First step of the product: after one lost answer the peer is there. */
  public static final Duration FIRST = Duration.ofMillis(250);

  /** Longest wait of the product. */
  public static final Duration LONGEST = Duration.ofSeconds(1);

  /** After the peer refused our name or password. */
  public static final Duration AFTER_REFUSAL = Duration.ofSeconds(10);

  private static final long SHORTEST_NANOS = Duration.ofMillis(50).toNanos();

  private final long firstNanos;
  private final long longestNanos;
  private final RandomGenerator random;

  /**
   * Draws from its own seeded random numbers.
   *
   * @param first bound of the first wait, at least 50 ms
   * @param longest bound of every wait, not below {@code first}
   */
  public Backoff(Duration first, Duration longest, long seed) {
    if (first.toNanos() < SHORTEST_NANOS || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "back-off is " + first + " to " + longest + ", must rise from at least PT0.05S");
    }
    this.firstNanos = first.toNanos();
    this.longestNanos = longest.toNanos();
    this.random = new SplittableRandom(seed);
  }

  /** As the product uses it; connections with different names wait differently. */
  public static Backoff of(String connection) {
    return new Backoff(FIRST, LONGEST, connection.hashCode());
  }

  /**
   * The wait before the next try, at least 50 ms.
   *
   * @param failures failures in a row, from 1
   */
  public Duration afterFailures(int failures) {
    int doublings = Math.min(Math.max(failures, 1) - 1, 30);
    long bound = Math.min(longestNanos, firstNanos << doublings);
    if (bound <= 0) {
      bound = longestNanos;
    }
    return Duration.ofNanos(random.nextLong(SHORTEST_NANOS, bound + 1));
  }
}
