package io.sluice.analytics.plant;

import java.util.Random;

/** Series that plants are made of, each of deviation 1 unless said. */
final class Noise {
  private final Random random;

  Noise(long seed) {
    random = new Random(seed);
  }

  double normal() {
    return random.nextGaussian();
  }

  double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  int sign() {
    return random.nextBoolean() ? 1 : -1;
  }

  /** Student's t with four degrees of freedom, of deviation 1.4: now and then a far value. */
  double heavy() {
    double squares = 0;
    for (int i = 0; i < 4; i++) {
      double part = normal();
      squares += part * part;
    }
    return normal() / Math.sqrt(squares / 4);
  }

  /** First-order autoregressive noise. */
  double[] wandering(int length, double memory) {
    double[] series = new double[length];
    double state = normal();
    for (int i = 0; i < length; i++) {
      state = memory * state + Math.sqrt(1 - memory * memory) * normal();
      series[i] = state;
    }
    return series;
  }

  static double rounded(double value, double step) {
    return Math.rint(value / step) * step;
  }
}
