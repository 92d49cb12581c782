package io.sluice.simulator.process;

/** A first-order lag, sampled exactly for an input held over the step. */
final class Lag {
  private final double timeConstant;
  private double stepped = -1;
  private double keep;
  private double value;

  Lag(double timeConstant, double initial) {
    this.timeConstant = timeConstant;
    this.value = initial;
  }

  double step(double dt, double target) {
    if (dt != stepped) {
      stepped = dt;
      keep = Math.exp(-dt / timeConstant);
    }
    value = target + (value - target) * keep;
    return value;
  }

  double value() {
    return value;
  }
}
