package io.sluice.simulator.process;

/** A first-order lag, sampled exactly for an input held over the step. */
final class Lag {
  private final double timeConstant;
  private double value;

  Lag(double timeConstant, double initial) {
    this.timeConstant = timeConstant;
    this.value = initial;
  }

  double step(double dt, double target) {
    value = target + (value - target) * Math.exp(-dt / timeConstant);
    return value;
  }

  double value() {
    return value;
  }
}
