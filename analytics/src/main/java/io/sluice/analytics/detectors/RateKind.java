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
import java.util.List;
import java.util.Map;

/**
 * {@code rate}: how fast each tag changes, against the user's limit or the fastest that training
 * has seen. Where the user limits tags, training takes no rows as well; only those tags are judged
 * then.
 */
public final class RateKind implements DetectorKind<RateOptions> {
  private static final TagWords WORDS = new TagWords(Aspect.CHANGE, "%s/s");
  private static final double MARGIN = 1.25;

  @Override
  public String name() {
    return "rate";
  }

  @Override
  public Class<RateOptions> options() {
    return RateOptions.class;
  }

  @Override
  public boolean needsRows(List<Column> columns, RateOptions options) {
    return options.window() != null
        || !columns.stream()
            .filter(TagTraining::judged)
            .allMatch(column -> UserLimits.ordered(options.limits()).containsKey(column.tag()));
  }

  @Override
  public TrainedModel train(TrainingRows rows, RateOptions options, Goal goal)
      throws TrainingException {
    Map<String, Double> limits = UserLimits.ordered(options.limits());
    FeaturePlan plan = TagPlans.of(rows, options.window(), limits.keySet());
    int size = rows.columns().size();
    TagTraining training = TagTraining.of(rows, plan, TagTraining.ALL);
    TagTraining.Measures measures = training.measures(some -> new RateChart(size, plan.window()));
    TagLevels levels = measures.levels(MARGIN).limited(rows.columns(), limits, -1);
    return training.model(
        name(),
        levels,
        new TagTraining.Learnt(
            Map.of(), Map.of("margin", String.valueOf(MARGIN)), measures.offLevel(levels)));
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    ModelKind.require(name(), model);
    FeaturePlan plan = FeaturePlan.read(model.numbers(), model.columns());
    return new TagDetector(
        plan,
        new RateChart(model.columns().size(), plan.window()),
        TagLevels.read(model.numbers(), model.columns().size()),
        WORDS,
        model.offLevel());
  }
}
