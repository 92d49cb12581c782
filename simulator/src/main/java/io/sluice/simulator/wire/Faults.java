package io.sluice.simulator.wire;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** The faults at work in one direction of a proxy, for all its connections. */
final class Faults {
  private final List<AtWork> atWork = new CopyOnWriteArrayList<>();
  private final RandomGenerator random;
  private final Tally tally;

  /** A fault, and how often it is still to act. */
  record AtWork(WireFault fault, AtomicInteger left) {}

  Faults(RandomGenerator random, Tally tally) {
    this.random = random;
    this.tally = tally;
  }

  void begin(WireFault fault) {
    int left = fault instanceof WireFault.Swallow swallow ? swallow.messages() : Integer.MAX_VALUE;
    atWork.add(new AtWork(fault, new AtomicInteger(left)));
  }

  void end(WireFault fault) {
    atWork.removeIf(one -> one.fault().equals(fault));
  }

  void clear() {
    atWork.clear();
  }

  List<AtWork> atWork() {
    return atWork;
  }

  boolean halfOpen() {
    return atWork.stream().anyMatch(one -> one.fault() instanceof WireFault.HalfOpen);
  }

  Tally tally() {
    return tally;
  }

  /** True where the message is lost. */
  boolean swallows(AtWork one) {
    if (one.left().get() == Integer.MAX_VALUE) {
      return true;
    }
    return one.left().getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  /** Flips bits; true where at least one was. Only the proxy's own thread draws. */
  boolean corrupt(byte[] message, double share) {
    boolean hit = false;
    for (int i = 0; i < message.length; i++) {
      if (random.nextDouble() < share) {
        message[i] ^= (byte) (1 << random.nextInt(8));
        hit = true;
      }
    }
    return hit;
  }
}
