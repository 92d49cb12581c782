package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code cusum}: a control chart of the cumulative sums of each process tag's {@link Residuals}
 * (ISO 7870-4:2021). What they count from and their limits are adjusted to the autocorrelation of
 * plant signals as ISO 7870-9:2020, 4.3.2, has it, by cross-fitting instead of by a model of the
 * process.
 *
 * @see <a href="https://doi.org/10.1093/biomet/41.1-2.100">Page 1954</a>
 */
public final class CusumKind implements DetectorKind<CusumOptions> {
  private static final double MARGIN = 1.5;

  /** Weight of the newest value in the average that the sums count from. */
  private static final double LAMBDA = 0.2;

  /** Share of training rows that count. */
  private static final double SHARE = 0.01;

  /** The textbook's decision interval, in deviations: no limit is below it. */
  private static final double LEAST = 5;

  /** A sum goes no higher than so many limits. */
  private static final double MOST = 4;

  @Override
  public String name() {
    return "cusum";
  }

  @Override
  public Class<CusumOptions> options() {
    return CusumOptions.class;
  }

  @Override
  public TrainedModel train(TrainingRows rows, CusumOptions options, Goal goal)
      throws TrainingException {
    TagTraining training =
        TagTraining.of(rows, FeaturePlanner.plan(rows, null), Set.of(Column.Kind.PROCESS));
    FeaturePlan plan = training.plan();
    double[] reach = reach(training, options.slack());
    double[] unbounded = new double[reach.length];
    Arrays.fill(unbounded, Double.MAX_VALUE);
    TagTraining.Measures measures =
        training.measures(some -> chart(Residuals.fit(plan, some), reach, unbounded));
    TagLevels levels = measures.levels(MARGIN).atLeast(LEAST);
    Map<String, double[]> numbers = new TreeMap<>();
    Residuals.fit(plan, training.values()).write(numbers);
    numbers.put("chart.reach", reach);
    return training.model(
        name(),
        levels,
        new TagTraining.Learnt(
            numbers,
            Map.of("slack", String.valueOf(options.slack()), "margin", String.valueOf(MARGIN)),
            measures.offLevel(levels)));
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    ModelKind.require(name(), model);
    FeaturePlan plan = FeaturePlan.read(model.numbers(), model.columns());
    Residuals residuals = Residuals.read(plan, model.numbers());
    TagLevels levels = TagLevels.read(model.numbers(), model.columns().size());
    double[] reach = model.numbers().get("chart.reach", model.columns().size());
    double[] most = Arrays.stream(levels.limit).map(limit -> MOST * limit).toArray();
    return new TagDetector(
        plan, chart(residuals, reach, most), levels, EwmaKind.WORDS, model.offLevel());
  }

  private static CusumChart chart(Residuals residuals, double[] reach, double[] most) {
    return new CusumChart(new EwmaChart(residuals, LAMBDA), reach, most);
  }

  /** How far each column's average goes on rows that its model has not seen, and the slack. */
  private static double[] reach(TagTraining training, double slack) throws TrainingException {
    FeaturePlan plan = training.plan();
    double[] reach =
        training
            .measures(some -> new EwmaChart(Residuals.fit(plan, some), LAMBDA))
            .quantiles(1 - SHARE);
    return Arrays.stream(reach).map(off -> off + slack).toArray();
  }
}
