package io.sluice.analytics.detectors;

import io.sluice.analytics.Aspect;
import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code ewma}: a control chart of the exponentially weighted moving average of each process tag's
 * {@link Residuals} (ISO 7870-6:2024). The limits are adjusted to the autocorrelation of plant
 * signals as ISO 7870-9:2020, 4.3.1, has it, by cross-fitting instead of by a model of the process.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1959.10489860">Roberts 1959</a>
 */
public final class EwmaKind implements DetectorKind<EwmaOptions> {
  static final TagWords WORDS = new TagWords(Aspect.LEVEL, "%s");

  private static final double MARGIN = 1.15;

  @Override
  public String name() {
    return "ewma";
  }

  @Override
  public Class<EwmaOptions> options() {
    return EwmaOptions.class;
  }

  @Override
  public TrainedModel train(TrainingRows rows, EwmaOptions options, Goal goal)
      throws TrainingException {
    TagTraining training =
        TagTraining.of(rows, FeaturePlanner.plan(rows, null), Set.of(Column.Kind.PROCESS));
    FeaturePlan plan = training.plan();
    TagTraining.Measures measures =
        training.measures(some -> new EwmaChart(Residuals.fit(plan, some), options.lambda()));
    TagLevels levels = measures.levels(goal, 2);
    Map<String, double[]> numbers = new TreeMap<>();
    Residuals.fit(plan, training.values()).write(numbers);
    numbers.put("chart.lambda", new double[] {options.lambda()});
    return training.model(
        name(),
        levels,
        new TagTraining.Learnt(
            numbers,
            Map.of("lambda", String.valueOf(options.lambda()), "margin", String.valueOf(MARGIN)),
            measures.offLevel(levels)));
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    ModelKind.require(name(), model);
    int size = model.columns().size();
    double lambda = model.numbers().get("chart.lambda", 1)[0];
    if (!(lambda > 0 && lambda <= 1)) {
      throw new ModelException("the model has a lambda of " + lambda);
    }
    FeaturePlan plan = FeaturePlan.read(model.numbers(), model.columns());
    return new TagDetector(
        plan,
        new EwmaChart(Residuals.read(plan, model.numbers()), lambda),
        TagLevels.read(model.numbers(), size),
        WORDS,
        model.offLevel());
  }
}
