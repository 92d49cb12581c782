package io.sluice.gateway.assets;

import io.sluice.connectors.PlantClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that an alarm's time on the shelf ends also where no scans come. Confined to the
 * asset's loop, but for {@link #end}.
 */
final class Shelf {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final AssetLoop loop;
  private final AlarmDesk desk;
  private final Runnable over;
  private PlantClock.Timer timer = () -> {};
  private @Nullable Instant until;
  private volatile boolean ended;

  /**
   * @param over runs on the asset's loop when the time is over
   */
  Shelf(AssetLoop loop, AlarmDesk desk, Runnable over) {
    this.loop = loop;
    this.desk = desk;
    this.over = over;
  }

  /** Wall-clock end of the time on the shelf; null off it. */
  @Nullable Instant until() {
    return until;
  }

  Instant put(Duration time, Instant now) {
    timer.cancel();
    timer = desk.after(time, this::ring);
    Instant end = now.plus(time);
    until = end;
    return end;
  }

  void takeOff() {
    timer.cancel();
    until = null;
  }

  /** The timer rings no more. Any thread. */
  void end() {
    ended = true;
  }

  private void ring() {
    if (!ended && !loop.offer(over)) {
      desk.after(AGAIN, this::ring);
    }
  }
}
