package io.sluice.analytics.detectors;

import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how many parts a model has: the smallest number whose cross-fitted measures are nearly as
 * small as those of the best. Judged on rows that the tried model has not seen, more parts stop
 * helping as soon as they describe noise.
 */
final class HeldOut {
  private static final int[] SIZES = {1, 2, 4, 8};
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
   * A model of so many parts.
   *
   * @param parts or null for as many as help
   */
  static TrainedModel train(
      OneMeasure measure, TrainingRows rows, FeaturePlan plan, @Nullable Integer parts, Sized sized)
      throws TrainingException {
    double[][] features = FeatureRows.of(rows, plan);
    int taken = parts == null ? choose(features, plan.window(), sized) : parts;
    return measure.train(rows, plan, features, sized.with(taken));
  }

  private static int choose(double[][] features, int window, Sized sized) throws TrainingException {
    double[][] thin = FeatureRows.thin(features, MOST_ROWS);
    int reach = (int) Math.ceil((double) window * thin.length / features.length);
    double[] found = new double[SIZES.length];
    for (int i = 0; i < SIZES.length; i++) {
      double[] measures = OneMeasure.crossFitted(thin, reach, sized.with(SIZES[i]));
      found[i] = Quantile.of(measures, 0.5);
    }
    double best = Arrays.stream(found).min().orElseThrow();
    return IntStream.range(0, SIZES.length)
        .filter(i -> found[i] <= best * (1 + WORTH))
        .map(i -> SIZES[i])
        .findFirst()
        .orElseThrow();
  }
}
