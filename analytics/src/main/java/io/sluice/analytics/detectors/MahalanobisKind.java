package io.sluice.analytics.detectors;

import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Feature;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Moments;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code mahalanobis}: distance from the mean of window features, in the metric of their shrunken
 * covariance. The only kind whose model follows from {@link Moments} alone; {@link #moments} gives
 * them out of a model and {@link #fromMoments} makes a model of merged ones.
 */
public final class MahalanobisKind implements DetectorKind<MahalanobisOptions> {
  private static final String NAME = "mahalanobis";
  private static final String MOMENTS = "moments";
  private static final String SHRINKAGE = "shrinkage";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<MahalanobisOptions> options() {
    return MahalanobisOptions.class;
  }

  @Override
  public TrainedModel train(TrainingRows rows, MahalanobisOptions options, Goal goal)
      throws TrainingException {
    FeaturePlan plan = FeaturePlanner.plan(rows, options.window());
    double[][] features = FeatureRows.of(rows, plan);
    return new OneMeasure(NAME, goal)
        .train(rows, plan, features, some -> learnt(Moments.of(some), plan, options.shrinkage()));
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    ModelKind.require(NAME, model);
    Pipeline pipeline = Pipeline.read(model);
    return new StreamingDetector(
        pipeline, scorer(pipeline.basis(), pipeline.plan()), model.threshold(), model.offLevel());
  }

  /** What the numbers of {@link #moments} are of, in order: {@code pump-1/flow level}. */
  public static List<String> features(TrainedModel model) throws ModelException {
    FeaturePlan plan = Pipeline.read(model).plan();
    return plan.features().stream().map(feature -> named(plan, feature)).toList();
  }

  /**
   * The moments of a model's window features in the tags' own units (spreads in their roots), for
   * merging with those of other gateways whose {@link #features} and window are the same.
   *
   * @throws ModelException if the model is of another kind or damaged
   */
  public static Moments moments(TrainedModel model) throws ModelException {
    ModelKind.require(NAME, model);
    FeaturePlan plan = Pipeline.read(model).plan();
    Moments moments = Moments.read(MOMENTS, model.numbers());
    if (moments.size() != plan.features().size()) {
      throw new ModelException(
          "the model has moments of "
              + moments.size()
              + " features, not "
              + plan.features().size());
    }
    return FeatureUnits.of(plan).inUnits(moments);
  }

  /**
   * A model of moments: the one that training on all their rows would have given, up to rounding,
   * but for what cannot be had from moments: the threshold, the usual ranges (1 % and 99 % of a
   * normal distribution) and the quality gate, which is the pattern's.
   *
   * <p>Models of single operating modes are made one by one: the answer has none.
   *
   * @param pattern a model of this kind with the same tags, window and features
   * @param moments in the tags' units, as {@link #moments} gives them; at least two rows
   * @param threshold distance at score 1.0, above 0; the largest of the merged models' is safe
   * @throws ModelException if the pattern is of another kind or damaged, or the moments have
   *     another size
   */
  public static TrainedModel fromMoments(TrainedModel pattern, Moments moments, double threshold)
      throws ModelException {
    ModelKind.require(NAME, pattern);
    FeaturePlan plan = Pipeline.read(pattern).plan();
    if (moments.size() != plan.features().size() || moments.count() < 2) {
      throw new ModelException(
          "moments of %d rows of %d features do not fit a model of %d features"
              .formatted(moments.count(), moments.size(), plan.features().size()));
    }
    Double fixed = fixed(pattern.numbers());
    Moments scaled = FeatureUnits.of(plan).scaled(moments);
    OneMeasure.Learnt learnt = learnt(scaled, plan, fixed);
    Map<String, double[]> numbers = new TreeMap<>(learnt.numbers());
    new Pipeline(plan, Usual.of(plan, scaled), learnt.basis()).write(numbers);
    Map<String, String> parameters = new TreeMap<>(pattern.parameters());
    parameters.putAll(learnt.parameters());
    return new TrainedModel(
        NAME,
        pattern.columns(),
        data(moments, pattern.data().interval()),
        parameters,
        threshold,
        pattern.offLevel(),
        Numbers.of(numbers),
        null);
  }

  private static OneMeasure.Learnt learnt(
      Moments moments, FeaturePlan plan, @Nullable Double fixed) {
    double shrinkage = fixed == null ? Shrinkage.of(moments, plan.window()) : fixed;
    Basis basis = Basis.of(moments, shrinkage);
    Map<String, double[]> numbers = new TreeMap<>();
    moments.write(MOMENTS, numbers);
    if (fixed != null) {
      numbers.put(SHRINKAGE, new double[] {fixed});
    }
    return new OneMeasure.Learnt(
        basis, scorer(basis, plan), numbers, Map.of(SHRINKAGE, String.valueOf(shrinkage)));
  }

  /** With all axes kept T is the Mahalanobis distance, and nothing is left for the error. */
  private static Scorer scorer(Basis basis, FeaturePlan plan) {
    return new PcaScorer(basis, plan, 1, Double.POSITIVE_INFINITY);
  }

  private static @Nullable Double fixed(Numbers numbers) throws ModelException {
    if (!numbers.names().contains(SHRINKAGE)) {
      return null;
    }
    double fixed = numbers.get(SHRINKAGE, 1)[0];
    if (!(fixed >= 0 && fixed <= 1)) {
      throw new ModelException("the model has a shrinkage of " + fixed);
    }
    return fixed;
  }

  private static String named(FeaturePlan plan, Feature feature) {
    return plan.columns().get(feature.column()).tag() + " " + feature.aspect().word();
  }

  /** Nothing is known of the rows but how many there were. */
  private static TrainedModel.Data data(Moments moments, Duration interval) {
    int rows = (int) Math.min(Integer.MAX_VALUE, moments.count());
    return new TrainedModel.Data(rows, 0, interval.multipliedBy(rows), interval, moments.sha256());
  }
}
