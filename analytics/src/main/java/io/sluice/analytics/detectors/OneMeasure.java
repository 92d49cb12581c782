package io.sluice.analytics.detectors;

import io.sluice.analytics.Goal;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Training of the kinds that make one measure of a row of window features: the same steps, whatever
 * is learnt from the features.
 *
 * @param kind name of the detector kind
 * @param goal how often normal operation may raise an alarm
 */
record OneMeasure(String kind, Goal goal) {
  /** Learns from rows of features what is normal. */
  @FunctionalInterface
  interface Learner {
    Learnt learn(double[][] features) throws TrainingException;
  }

  /**
   * What was learnt.
   *
   * @param basis scales the features for the scorer
   * @param scorer makes the measure, which is a distance
   * @param numbers what the scorer is made of again, beside the basis
   * @param parameters for the model card
   */
  record Learnt(
      Basis basis, Scorer scorer, Map<String, double[]> numbers, Map<String, String> parameters) {
    CrossFit.Judge judge() {
      double[] z = new double[basis.size];
      return features -> {
        basis.standardise(features, z);
        return new double[] {scorer.measure(z)};
      };
    }
  }

  /**
   * A model with its threshold from cross-fitted measures.
   *
   * @param features the rows as the plan makes features of them
   */
  TrainedModel train(TrainingRows rows, FeaturePlan plan, double[][] features, Learner learner)
      throws TrainingException {
    Learnt learnt = learner.learn(features);
    double[] crossFitted = crossFitted(features, plan.window(), learner);
    double[] own = Quantile.column(judged(features, learnt.judge()), 0);
    Allowance allowance = Allowance.of(goal, rows, plan, features.length);
    double threshold = Math.sqrt(Limit.of(squares(crossFitted), squares(own), allowance));
    Map<String, double[]> numbers = new TreeMap<>(learnt.numbers);
    new Pipeline(plan, Usual.of(plan, features), learnt.basis).write(numbers);
    Map<String, String> parameters = new TreeMap<>(learnt.parameters);
    parameters.put("window-rows", String.valueOf(plan.window()));
    parameters.put("features", String.valueOf(learnt.basis.size));
    parameters.putAll(allowance.parameters());
    return new TrainedModel(
        kind,
        rows.columns(),
        rows.data(),
        parameters,
        threshold,
        OffLevel.of(Arrays.stream(crossFitted).map(measure -> measure / threshold).toArray()),
        Numbers.of(numbers),
        null);
  }

  /** The measure of each row by what was learnt without it. */
  static double[] crossFitted(double[][] features, int window, Learner learner)
      throws TrainingException {
    return Quantile.column(
        CrossFit.measures(features, window, others -> learner.learn(others).judge()), 0);
  }

  /** Tails are taken of squared distances. */
  private static double[] squares(double[] distances) {
    return Arrays.stream(distances).map(distance -> distance * distance).toArray();
  }

  private static double[][] judged(double[][] features, CrossFit.Judge judge) {
    return Arrays.stream(features).map(judge::measure).toArray(double[][]::new);
  }
}
