package io.sluice.connectors.link;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.VirtualClock;
import java.time.Duration;
import java.time.Instant;

/**
 * Virtual time that jumps: the wall clock alone, as when somebody sets it, or all time at once, as
 * when the process was stopped. Timers that fell due meanwhile all run afterwards, late.
 */
final class JumpingClock implements PlantClock {
  private final VirtualClock steady;
  private Duration wall = Duration.ZERO;
  private Duration away = Duration.ZERO;

  JumpingClock(Instant begin) {
    steady = new VirtualClock(begin);
  }

  @Override
  public Instant now() {
    return steady.now().plus(wall).plus(away);
  }

  @Override
  public long nanoTime() {
    return steady.nanoTime() + away.toNanos();
  }

  @Override
  public Loop loop(String name) {
    return steady.loop(name);
  }

  void advance(Duration by) {
    steady.advance(by);
  }

  /** Somebody sets the wall clock. */
  void setWall(Duration by) {
    wall = wall.plus(by);
  }

  /** The process stands still for so long. */
  void standStill(Duration by) {
    away = away.plus(by);
  }
}
