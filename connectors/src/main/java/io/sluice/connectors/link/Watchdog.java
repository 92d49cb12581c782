package io.sluice.connectors.link;

import io.sluice.connectors.PlantClock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks once a second whether a session still lives, by nothing but its scans: a session whose own
 * timers died is noticed too. And whether the gateway itself stood still, by a suspended machine or
 * a stopped process: what is left of a connection after that is not believed, but proved anew. Used
 * on the connection's loop.
 */
final class Watchdog {
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** A machine that is only busy comes less late than this. */
  private static final Duration STOOD_STILL = Duration.ofSeconds(30);

  /** A peer that reports by itself says at least this often that nothing changed. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);

  private static final int INTERVALS = 5;

  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final Duration silence;
  private final Consumer<String> lost;
  private PlantClock.@Nullable Timer timer;
  private long heard;
  private long looked;

  /**
   * @param answer how long one exchange with the peer may take
   * @param lost hears in one sentence why the session is no good any more
   */
  Watchdog(
      List<Feed> feeds,
      Duration answer,
      PlantClock clock,
      PlantClock.Loop loop,
      Consumer<String> lost) {
    this.clock = clock;
    this.loop = loop;
    this.silence = fastest(feeds).multipliedBy(INTERVALS).plus(answer.multipliedBy(2));
    this.lost = lost;
  }

  /** A session begins. */
  void begin() {
    heard = clock.nanoTime();
    looked = heard;
    next();
  }

  /** A scan came. */
  void heard() {
    heard = clock.nanoTime();
  }

  void end() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void next() {
    timer = loop.schedule(EVERY, this::look);
  }

  private void look() {
    long now = clock.nanoTime();
    Duration away = Duration.ofNanos(now - looked);
    Duration silent = Duration.ofNanos(now - heard);
    looked = now;
    if (away.compareTo(STOOD_STILL) > 0) {
      lost.accept("the gateway stood still for " + Spoken.duration(away));
    } else if (silent.compareTo(silence) > 0) {
      lost.accept("no scan and no sign of life for " + Spoken.duration(silent));
    } else {
      next();
    }
  }

  private static Duration fastest(List<Feed> feeds) {
    Duration fastest =
        feeds.stream()
            .map(feed -> feed.group().interval())
            .min(Duration::compareTo)
            .orElse(Duration.ofDays(1));
    return fastest.compareTo(KEEP_ALIVE) < 0 ? KEEP_ALIVE : fastest;
  }
}
