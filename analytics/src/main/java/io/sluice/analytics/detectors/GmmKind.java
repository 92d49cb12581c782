package io.sluice.analytics.detectors;

import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import java.util.Arrays;
import java.util.Map;

/**
 * {@code gmm}: negative log likelihood under a Gaussian mixture of whitened window features. For
 * plants that work in a few states of different spread.
 */
public final class GmmKind implements DetectorKind<GmmOptions> {
  private static final int MOST_ROWS = 5000;
  private static final int MOST_COMPONENTS = 1000;

  /** Windows whose rows say beforehand that a variance is 1. */
  private static final int PRIOR_WINDOWS = 4;

  @Override
  public String name() {
    return "gmm";
  }

  @Override
  public Class<GmmOptions> options() {
    return GmmOptions.class;
  }

  @Override
  public TrainedModel train(TrainingRows rows, GmmOptions options, Goal goal)
      throws TrainingException {
    FeaturePlan plan = FeaturePlanner.plan(rows, options.window());
    return HeldOut.train(
        new OneMeasure(name(), goal),
        rows,
        plan,
        options.components(),
        parts -> some -> learnt(some, plan, parts, options.seed()));
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    ModelKind.require(name(), model);
    Pipeline pipeline = Pipeline.read(model);
    return new StreamingDetector(
        pipeline,
        new GmmScorer(
            pipeline.basis(), pipeline.plan(), read(model.numbers(), pipeline.basis().size)),
        model.threshold(),
        model.offLevel());
  }

  private static OneMeasure.Learnt learnt(
      double[][] features, FeaturePlan plan, int components, long seed) {
    Basis basis = Basis.fit(features);
    double[][] white = Whitening.all(basis, FeatureRows.thin(features, MOST_ROWS));
    TribuoKMeans start = TribuoKMeans.of(white, Math.min(components, white.length), seed);
    // Rows of one window are nearly one: the prior counts windows.
    double prior = (double) PRIOR_WINDOWS * plan.window() * white.length / features.length;
    Mixture mixture = Expectation.mixture(white, start.centroids(), prior);
    return new OneMeasure.Learnt(
        basis,
        new GmmScorer(basis, plan, mixture),
        Map.of(
            "gmm.weights", mixture.weights(),
            "gmm.means", Table.flat(mixture.means()),
            "gmm.precisions", Table.flat(mixture.precisions())),
        Map.of("components", String.valueOf(components), "start", start.provenance()));
  }

  private static Mixture read(Numbers numbers, int size) throws ModelException {
    double[][] means = Table.read(numbers, "gmm.means", size, MOST_COMPONENTS);
    double[][] precisions = Table.read(numbers, "gmm.precisions", size, MOST_COMPONENTS);
    double[] weights = numbers.get("gmm.weights", means.length);
    if (precisions.length != means.length
        || !Arrays.stream(weights).allMatch(weight -> weight > 0)
        || !Arrays.stream(Table.flat(precisions)).allMatch(precision -> precision > 0)) {
      throw new ModelException(
          "the model's mixture has a weight or a variance that is not above 0");
    }
    return new Mixture(weights, means, precisions);
  }
}
