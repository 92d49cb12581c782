package io.sluice.connectors.soak;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.SystemClock;
import java.time.Duration;
import java.time.Instant;

/** Time that runs so many times faster, so that an hour of retries takes minutes. */
final class HastyClock implements PlantClock {
  private final PlantClock real = new SystemClock();
  private volatile Rate rate;

  /** From {@code began} on, {@code told} and so many times what has passed. */
  private record Rate(int times, long began, long told) {
    long at(long now) {
      return told + (now - began) * times;
    }
  }

  HastyClock(int times) {
    long now = real.nanoTime();
    this.rate = new Rate(times, now, now);
  }

  /** From now on as fast as everybody's. */
  void slowDown() {
    long now = real.nanoTime();
    rate = new Rate(1, now, rate.at(now));
  }

  @Override
  public Instant now() {
    return real.now();
  }

  @Override
  public long nanoTime() {
    return rate.at(real.nanoTime());
  }

  @Override
  public Loop loop(String name) {
    Loop loop = real.loop(name);
    return new Loop() {
      @Override
      public void execute(Runnable task) {
        loop.execute(task);
      }

      @Override
      public Timer schedule(Duration delay, Runnable task) {
        return loop.schedule(delay.dividedBy(rate.times()), task);
      }

      @Override
      public void close() {
        loop.close();
      }
    };
  }
}
