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
import java.util.TreeMap;

/**
 * {@code pca}: multivariate statistical process control, T² and SPE on window features. Each limit
 * is the largest cross-fitted value of normal operation.
 */
public final class PcaKind implements DetectorKind<PcaOptions> {
  /** The threshold stands this far above the largest cross-fitted score. */
  private static final double MARGIN = 1.15;

  @Override
  public String name() {
    return "pca";
  }

  @Override
  public Class<PcaOptions> options() {
    return PcaOptions.class;
  }

  @Override
  public TrainedModel train(TrainingRows rows, PcaOptions options, Goal goal)
      throws TrainingException {
    FeaturePlan plan = FeaturePlanner.planOfStrongest(rows, options.window());
    double[][] features = FeatureRows.of(rows, plan);
    Basis basis = Basis.fit(features, options.variance());
    // As many axes as the model itself, or T² would not be the same quantity.
    double[][] statistics =
        CrossFit.measures(
            features, plan.window(), others -> judge(Basis.fit(others).keeping(basis.kept), plan));
    double[][] own =
        Arrays.stream(features).map(judge(basis, plan)::measure).toArray(double[][]::new);
    double[] limits = new double[2];
    for (int which = 0; which < 2; which++) {
      limits[which] = Limit.of(Quantile.column(statistics, which), Quantile.column(own, which));
    }
    Map<String, double[]> numbers = new TreeMap<>();
    new Pipeline(plan, Usual.of(plan, features), basis).write(numbers);
    numbers.put("pca.limits", limits);
    return new TrainedModel(
        name(),
        rows.columns(),
        rows.data(),
        parameters(options, plan, basis),
        MARGIN,
        OffLevel.of(scores(statistics, limits)),
        Numbers.of(numbers),
        null);
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    ModelKind.require(name(), model);
    Pipeline pipeline = Pipeline.read(model);
    double[] limits = model.numbers().get("pca.limits", 2);
    if (!(limits[0] > 0 && limits[1] > 0)) {
      throw new ModelException("the model has limits of " + Arrays.toString(limits));
    }
    return new StreamingDetector(
        pipeline,
        new PcaScorer(pipeline.basis(), pipeline.plan(), limits[0], limits[1]),
        model.threshold(),
        model.offLevel());
  }

  private static CrossFit.Judge judge(Basis basis, FeaturePlan plan) {
    PcaScorer scorer = new PcaScorer(basis, plan, 1, 1);
    double[] z = new double[basis.size];
    return features -> {
      basis.standardise(features, z);
      return scorer.statistics(z);
    };
  }

  private static double[] scores(double[][] statistics, double[] limits) {
    return Arrays.stream(statistics)
        .mapToDouble(row -> Math.max(row[0] / limits[0], row[1] / limits[1]) / MARGIN)
        .toArray();
  }

  private static Map<String, String> parameters(PcaOptions options, FeaturePlan plan, Basis basis) {
    return Map.of(
        "window-rows", String.valueOf(plan.window()),
        "features", String.valueOf(basis.size),
        "variance", String.valueOf(options.variance()),
        "axes", String.valueOf(basis.kept),
        "margin", String.valueOf(MARGIN));
  }
}
