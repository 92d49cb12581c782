package io.sluice.simulator.process;

/**
 * A value that follows its target at a limited rate: a drive's speed ramp, an actuator's stroke.
 */
final class Ramp {
  private final double ratePerSecond;
  private double value;

  Ramp(double ratePerSecond, double initial) {
    this.ratePerSecond = ratePerSecond;
    this.value = initial;
  }

  double step(double dt, double target) {
    double most = ratePerSecond * dt;
    value += Math.max(-most, Math.min(most, target - value));
    return value;
  }

  double value() {
    return value;
  }
}
