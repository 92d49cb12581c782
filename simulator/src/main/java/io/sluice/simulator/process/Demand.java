package io.sluice.simulator.process;

import java.util.SplittableRandom;

/**
 * The consumers behind the pump: the demand valve wanders, and now and then one consumer opens or
 * closes.
 */
final class Demand {
  static final double LOWEST = 42;
  static final double HIGHEST = 78;
  private static final double MEAN_SECONDS_BETWEEN_MOVES = 25;

  private final SplittableRandom random;
  private final Wander wander;
  private final Ramp actuator = new Ramp(8, 60);
  private double base = 60;

  Demand(SplittableRandom random) {
    this.random = random;
    this.wander = new Wander(3, 20, random.split());
  }

  /** The valve's opening in percent, {@link #LOWEST} to {@link #HIGHEST}. */
  double step(double dt) {
    if (random.nextDouble() < dt / MEAN_SECONDS_BETWEEN_MOVES) {
      base = 50 + 20 * random.nextDouble();
    }
    double wanted = base + wander.step(dt);
    return actuator.step(dt, Math.max(LOWEST, Math.min(HIGHEST, wanted)));
  }

  double opening() {
    return actuator.value();
  }
}
