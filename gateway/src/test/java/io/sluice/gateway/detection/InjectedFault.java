package io.sluice.gateway.detection;

import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import java.util.Random;

/** What goes wrong with one sensor. */
enum InjectedFault {
  BIAS_1("bias 1 σ"),
  BIAS_2("bias 2 σ"),
  BIAS_3("bias 3 σ"),
  DRIFT("drift to 3 σ"),
  STUCK("stuck"),
  NOISE("noise × 2"),
  SPIKE("spikes of 6 σ"),
  LOST("lost tag");

  /** Rows of a fault: five minutes. */
  static final int ROWS = 300;

  private static final int SPIKE_EVERY = 50;

  private final String words;

  InjectedFault(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /**
   * Puts the fault into a row.
   *
   * @param sensor the tag's place and sizes
   * @param since rows since the fault began, from 0
   * @param held value of the tag when it began
   * @param random for noise; the same seed gives the same noise
   */
  void into(Row row, Sensor sensor, int since, double held, Random random) {
    int column = sensor.column();
    if (!row.usable(column)) {
      return;
    }
    double value = row.value(column);
    double sigma = sensor.deviation();
    switch (this) {
      case BIAS_1 -> row.set(column, value + sigma);
      case BIAS_2 -> row.set(column, value + 2 * sigma);
      case BIAS_3 -> row.set(column, value + 3 * sigma);
      case DRIFT -> row.set(column, value + 3 * sigma * since / ROWS);
      case STUCK -> row.set(column, held);
      // Variances add: the sensor's own noise and three times its variance make twice the noise.
      case NOISE -> row.set(column, value + Math.sqrt(3) * sensor.noise() * random.nextGaussian());
      case SPIKE -> row.set(column, since % SPIKE_EVERY == 0 ? value + 6 * sigma : value);
      case LOST -> row.unusable(column, Verdict.BAD_QUALITY);
    }
  }

  /**
   * A tag with the sizes that faults are measured in.
   *
   * @param column its place
   * @param tag its name
   * @param deviation standard deviation in training
   * @param noise standard deviation from row to row, over √2
   */
  record Sensor(int column, String tag, double deviation, double noise) {}
}
