package io.sluice.gateway.setpoints;

import io.sluice.connectors.StatusCode;
import io.sluice.gateway.options.PerTime;
import io.sluice.gateway.options.Quantity;
import io.sluice.gateway.options.QuantityRate;
import io.sluice.gateway.setpoints.FakePlant.ReadHabit;
import io.sluice.gateway.setpoints.FakePlant.WriteHabit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** A seeded run: random limits, random requests, random plant and port; then the checker. */
final class Campaign {
  private final SplittableRandom random;
  private final WriteLogChecker.Limits limits;
  private final SetpointOptions options;
  private final Bench bench;
  private final List<CompletableFuture<Decision>> answers = new ArrayList<>();

  Campaign(long seed, SetpointMode mode) {
    this.random = new SplittableRandom(seed);
    this.limits = limits();
    this.options = options(mode);
    this.bench = new Bench(options);
  }

  Campaign(long seed, List<GuardRule> rules, List<MoveLimit> moves) {
    this.random = new SplittableRandom(seed);
    this.limits = limits();
    this.options = options(SetpointMode.CLOSED);
    SetpointLimits plain =
        new SetpointLimits("pump-1-speed", Examples.SPEED_SP, options, Examples.interlock(options));
    this.bench = new Bench(options, new SetpointGuard(plain, rules, moves));
  }

  /** The answers to all requests so far. */
  List<CompletableFuture<Decision>> answers() {
    return answers;
  }

  Bench bench() {
    return bench;
  }

  /** Runs and gives what the checker found. */
  List<String> run(int turns) {
    bench.setpoint.release("Ada");
    for (int turn = 0; turn < turns; turn++) {
      if (random.nextInt(3) == 0) {
        disturb();
      }
      answers.add(bench.ask(target()));
      bench.run(Duration.ofMillis(pick(10, 100, 400, 1_000, 2_500)));
    }
    bench.plant.habit(ReadHabit.ANSWER).habit(WriteHabit.OBEY);
    bench.run(Duration.ofSeconds(20));
    return WriteLogChecker.check(limits, bench.written(), bench.plant.samplings());
  }

  private void disturb() {
    switch (random.nextInt(40)) {
      case 0 -> bench.plant.set(Examples.STATE, random.nextInt(5));
      case 1, 2 -> bench.plant.set(Examples.STATE, 3);
      case 3 -> bench.plant.set(Examples.PRESSURE, random.nextDouble(3, 9));
      case 4, 5 -> bench.plant.set(Examples.PRESSURE, 4);
      case 6 -> bench.plant.fault(Examples.PRESSURE, StatusCode.BAD_NOT_CONNECTED);
      case 7 -> bench.plant.fault(Examples.STATE, StatusCode.UNCERTAIN);
      case 8, 9, 10 -> bench.plant.noFaults();
      case 11 -> bench.plant.habit(any(WriteHabit.values()));
      case 12, 13 -> bench.plant.habit(WriteHabit.OBEY);
      case 14 -> bench.plant.habit(any(ReadHabit.values()));
      case 15, 16 -> bench.plant.habit(ReadHabit.ANSWER);
      case 17 -> bench.plant.readDelay(Duration.ofMillis(pick(0, 1, 20, 450, 900)));
      case 18 -> bench.plant.writeDelay(Duration.ofMillis(pick(0, 1, 20, 450, 900)));
      case 19 -> bench.plant.set(Examples.SPEED_SP, random.nextDouble(850, 1800));
      case 20 -> bench.setpoint.hold("by hand");
      case 21 -> bench.scanning(any(Bench.Scanning.values()));
      default -> heal();
    }
  }

  /** Everything well again, or hardly anything would ever be written. */
  private void heal() {
    bench.plant.set(Examples.STATE, 3).set(Examples.PRESSURE, 4).noFaults();
    bench.plant.habit(WriteHabit.OBEY).habit(ReadHabit.ANSWER);
    bench.plant.readDelay(Duration.ofMillis(2)).writeDelay(Duration.ofMillis(2));
    bench.scanning(Bench.Scanning.ALL);
    bench.setpoint.release("Ada");
  }

  private double target() {
    return switch (random.nextInt(12)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> random.nextDouble(-1e9, 1e9);
      case 3 -> limits.low();
      case 4 -> Math.nextUp(limits.high());
      default -> random.nextDouble(800, 1900);
    };
  }

  private WriteLogChecker.Limits limits() {
    double low = random.nextDouble(850, 1000);
    return new WriteLogChecker.Limits(
        low,
        random.nextDouble(low + 200, 1900),
        random.nextDouble(20, 200),
        random.nextDouble(5, 100),
        Duration.ofMillis(pick(500, 1_000, 2_000, 3_000)).toNanos(),
        pick(3, 10, 1000),
        Duration.ofMinutes(1).toNanos(),
        Duration.ofMillis(pick(400, 1_000)).toNanos(),
        6);
  }

  private SetpointOptions options(SetpointMode mode) {
    SetpointOptions base = Examples.options(mode);
    return new SetpointOptions(
        base.tag(),
        mode,
        new SetpointOptions.Clamp(rpm(limits.low()), rpm(limits.high())),
        new SetpointOptions.Move(
            rpm(limits.maxStep()),
            new QuantityRate(new Quantity(limits.ratePerSecond(), "rpm"), "s"),
            rpm(random.nextDouble(0, 10)),
            Duration.ofNanos(limits.minIntervalNanos()),
            new PerTime(limits.maxWrites(), Duration.ofMinutes(1))),
        base.interlock(),
        new SetpointOptions.InputLimits(
            SetpointOptions.InputQuality.GOOD, Duration.ofNanos(limits.maxAgeNanos())),
        base.deadline(),
        base.readBack(),
        null,
        base.failSafe(),
        base.setpointClass());
  }

  private static Quantity rpm(double value) {
    return new Quantity(value, "rpm");
  }

  private int pick(int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private <T> T any(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
