package io.sluice.gateway.setpoints;

import io.sluice.gateway.options.PerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a setpoint wrote and what: feeds the guards on interval, rate, budget and other writers. */
final class WriteHistory {
  private final int most;
  private final long windowNanos;
  private final Deque<Long> sent = new ArrayDeque<>();
  private SetpointState.@Nullable LastWrite last;
  private @Nullable Long lastNanos;

  WriteHistory(PerTime budget) {
    most = (int) budget.count();
    windowNanos = budget.period().toNanos();
  }

  /**
   * Takes over the writes from before a restart. Wall-clock times are turned into ages once; one
   * that lies in the future counts as now, so that a clock set back cannot free the budget.
   */
  void restore(List<Instant> writes, Instant now, long nowNanos) {
    for (Instant write : writes) {
      Duration age = Duration.between(write, now);
      long nanos = age.isNegative() ? 0 : age.toNanos();
      begun(nowNanos - nanos);
      lastNanos = nowNanos - nanos;
    }
  }

  /** A write is about to be handed to the port. */
  void begun(long nowNanos) {
    sent.addLast(nowNanos);
    if (sent.size() > most * 2L) {
      sent.removeFirst();
    }
  }

  /** An attempt is over, whatever became of it: the next one keeps its distance. */
  void ended(long nowNanos) {
    lastNanos = nowNanos;
  }

  /** A write may have reached the device. */
  void wrote(SetpointState.LastWrite write) {
    last = write;
  }

  /** A write that would have been made. */
  void shadowed(long nowNanos) {
    begun(nowNanos);
    lastNanos = nowNanos;
  }

  /** A person has given control: whatever the device holds now is right. */
  void acceptDevice() {
    last = null;
  }

  SetpointState state(Phase phase, @Nullable Double pending, long nowNanos) {
    while (!sent.isEmpty() && nowNanos - sent.getFirst() >= windowNanos) {
      sent.removeFirst();
    }
    int excess = Math.max(0, sent.size() - most);
    long slot =
        sent.stream().skip(excess).findFirst().map(nanos -> nanos + windowNanos).orElse(nowNanos);
    return new SetpointState(phase, pending, last, lastNanos, sent.size(), slot);
  }
}
