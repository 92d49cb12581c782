package io.sluice.analytics.plant;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Small faults put into a stretch of rows: what an operator would not see on a trend. */
enum Disturbance {
  /** Some tags move by one to three deviations, at once or within a minute's rows. */
  BIAS,
  /** Two tags scatter half as much again or twice. */
  SPREAD,
  /** Two tags no longer follow the others. */
  BREAK,
  /** One tag drifts away. */
  DRIFT,
  /** Two tags hunt. */
  HUNTING,
  /** Two tags stand still. */
  STUCK;

  /**
   * @param scale per tag what one deviation is; 0 leaves the tag alone
   */
  void strike(double[][] rows, int from, int to, double[] scale, Noise noise) {
    int[] tags = tags(scale, noise, this == BIAS ? 3 : this == DRIFT ? 1 : 2);
    int ramp = 1 + noise.below(3) * 30;
    double period = noise.uniform(6, 30);
    for (int tag : tags) {
      double size = noise.sign() * noise.uniform(1, 3) * scale[tag];
      double wild = noise.uniform(1.2, 2) * scale[tag];
      double held = rows[from][tag];
      for (int row = from; row < to; row++) {
        double since = row - from + 1.0;
        rows[row][tag] =
            switch (this) {
              case BIAS -> rows[row][tag] + size * Math.min(1, since / ramp);
              case SPREAD -> rows[row][tag] + wild * noise.normal();
              case BREAK -> rows[noise.below(from)][tag];
              case DRIFT -> rows[row][tag] + 3 * size * since / (to - from);
              case HUNTING -> rows[row][tag] + wild * Math.sin(2 * Math.PI * since / period);
              case STUCK -> held;
            };
      }
    }
  }

  private static int[] tags(double[] scale, Noise noise, int count) {
    int[] moving = IntStream.range(0, scale.length).filter(i -> scale[i] > 0).toArray();
    for (int i = 0; i < moving.length; i++) {
      int other = i + noise.below(moving.length - i);
      int kept = moving[i];
      moving[i] = moving[other];
      moving[other] = kept;
    }
    return Arrays.copyOf(moving, Math.min(count, moving.length));
  }
}
