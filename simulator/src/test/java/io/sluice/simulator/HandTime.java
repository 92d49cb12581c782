package io.sluice.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Plant time moved by the test's hand. */
public final class HandTime implements PlantTime {
  private static final Instant START = Instant.parse("2026-05-01T06:00:00Z");
  private final List<Runnable> tasks = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong();

  @Override
  public Instant now() {
    return START.plusNanos(nanos.get());
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Ticker every(Duration interval, Runnable task) {
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  /** Moves on in steps of 20 ms, as a machine with nothing else to do. */
  public void advance(Duration by) {
    long end = nanos.get() + by.toNanos();
    while (nanos.get() < end) {
      jump(Duration.ofMillis(20));
    }
  }

  /** Moves on in one go, as a machine that was too busy. */
  public void jump(Duration by) {
    nanos.addAndGet(by.toNanos());
    tasks.forEach(Runnable::run);
  }
}
