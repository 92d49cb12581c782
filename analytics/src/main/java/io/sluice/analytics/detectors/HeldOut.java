package io.sluice.analytics.detectors;

import io.sluice.analytics.TrainingException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Chooses how many parts a model has: the smallest number whose cross-fitted measures are nearly as
 * small as those of the best. Judged on rows that the tried model has not seen, more parts stop
 * helping as soon as they describe noise.
 */
final class HeldOut {
  private static final int MOST_ROWS = 1000;

  /** A larger model must be better by this part. */
  private static final double WORTH = 0.03;

  private HeldOut() {}

  /** How to learn with so many parts. */
  @FunctionalInterface
  interface Sized {
    OneMeasure.Learner with(int parts);
  }

  /**
   * The number to take.
   *
   * @param sizes to try, rising
   */
  static int choose(double[][] features, int window, int[] sizes, Sized sized)
      throws TrainingException {
    double[][] thin = FeatureRows.thin(features, MOST_ROWS);
    int reach = (int) Math.ceil((double) window * thin.length / features.length);
    double[] found = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      double[] measures = OneMeasure.crossFitted(thin, reach, sized.with(sizes[i]));
      found[i] = Quantile.of(measures, 0.5);
    }
    double best = Arrays.stream(found).min().orElseThrow();
    return IntStream.range(0, sizes.length)
        .filter(i -> found[i] <= best * (1 + WORTH))
        .map(i -> sizes[i])
        .findFirst()
        .orElseThrow();
  }
}
