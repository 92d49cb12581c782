package io.sluice.gateway.setpoints;

import java.util.ArrayList;
import java.util.List;

/**
 * The independent checker: reads the plant's own write log and plain numbers, and shares no code
 * with the guard.
 *
 * <p>Its window for the rate: between any two writes i &lt; j of the log the moves after i, taken
 * without sign, sum up to no more than rate × (t<sub>j</sub> − t<sub>i</sub>), where t is when the
 * port was called. A move is the difference to what the device held when the write was handed over.
 */
final class WriteLogChecker {
  private static final double ROUNDING = 1e-3;

  private final Limits limits;
  private final List<String> violations = new ArrayList<>();

  private WriteLogChecker(Limits limits) {
    this.limits = limits;
  }

  /** The limits as plain numbers, seconds and nanoseconds. */
  record Limits(
      double low,
      double high,
      double maxStep,
      double ratePerSecond,
      long minIntervalNanos,
      int maxWrites,
      long windowNanos,
      long maxAgeNanos,
      double pressureBelow) {}

  static List<String> check(
      Limits limits, List<FakePlant.Written> log, List<FakePlant.Sampled> samplings) {
    WriteLogChecker checker = new WriteLogChecker(limits);
    for (int i = 0; i < log.size(); i++) {
      checker.alone(log.get(i), samplings);
      if (i > 0) {
        checker.spacing(log.get(i - 1), log.get(i));
      }
      checker.budget(log, i);
    }
    checker.rate(log);
    return checker.violations;
  }

  private void alone(FakePlant.Written write, List<FakePlant.Sampled> samplings) {
    if (!(write.value() >= limits.low() && write.value() <= limits.high())) {
      violations.add("outside the bounds: " + write);
    }
    if (Math.abs(write.value() - write.at().speed()) > limits.maxStep() + ROUNDING) {
      violations.add("too large a step: " + write);
    }
    if (write.handedNanos() > write.notAfterNanos()) {
      violations.add("after its deadline: " + write);
    }
    boolean permitted =
        samplings.stream()
            .filter(sampled -> sampled.nanos() <= write.handedNanos())
            .filter(sampled -> sampled.nanos() >= write.handedNanos() - limits.maxAgeNanos())
            .anyMatch(sampled -> sampled.allGood() && permissive(sampled.plant()));
    if (!permitted) {
      violations.add("no permissive reading before it: " + write);
    }
    if (!permissive(write.at())) {
      violations.add("interlock false at the write: " + write);
    }
  }

  private boolean permissive(FakePlant.Plant plant) {
    return plant.state() == 3 && plant.pressure() < limits.pressureBelow();
  }

  private void spacing(FakePlant.Written before, FakePlant.Written write) {
    if (write.handedNanos() - before.handedNanos() < limits.minIntervalNanos()) {
      violations.add("too soon after the last: " + write);
    }
  }

  private void budget(List<FakePlant.Written> log, int i) {
    int far = i - limits.maxWrites();
    if (far >= 0 && log.get(i).handedNanos() - log.get(far).handedNanos() < limits.windowNanos()) {
      violations.add("too many writes: " + log.get(i));
    }
  }

  private void rate(List<FakePlant.Written> log) {
    for (int i = 0; i < log.size(); i++) {
      double moved = 0;
      for (int j = i + 1; j < log.size() && j < i + 20; j++) {
        moved += Math.abs(log.get(j).value() - log.get(j).at().speed());
        double seconds = (log.get(j).handedNanos() - log.get(i).handedNanos()) / 1e9;
        if (moved > limits.ratePerSecond() * seconds + ROUNDING * (j - i)) {
          violations.add("too fast from " + log.get(i) + " to " + log.get(j));
          return;
        }
      }
    }
  }
}
