package io.sluice.simulator.process;

import java.util.SplittableRandom;

/**
 * Noise with memory: an Ornstein-Uhlenbeck process of zero mean, sampled exactly, so its spread
 * does not depend on the step.
 */
final class Wander {
  private final double deviation;
  private final double timeConstant;
  private final SplittableRandom random;
  private double stepped = -1;
  private double keep;
  private double kick;
  private double value;

  /**
   * @param deviation stationary standard deviation
   * @param timeConstant in seconds, positive
   * @param random this noise's own stream
   */
  Wander(double deviation, double timeConstant, SplittableRandom random) {
    this.deviation = deviation;
    this.timeConstant = timeConstant;
    this.random = random;
    this.value = deviation * random.nextGaussian();
  }

  double step(double dt) {
    if (dt != stepped) {
      stepped = dt;
      keep = Math.exp(-dt / timeConstant);
      kick = deviation * Math.sqrt(1 - keep * keep);
    }
    value = keep * value + kick * random.nextGaussian();
    return value;
  }

  double value() {
    return value;
  }
}
