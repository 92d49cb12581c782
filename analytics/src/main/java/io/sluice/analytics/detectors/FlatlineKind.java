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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code flatline}: how long each tag has stood still, against the user's limit or the longest that
 * training has seen. The one kind that judges what is no verdict to the others: a source of which
 * all tags stand still. Where the user limits tags, training takes no rows as well; only those tags
 * are judged then.
 */
public final class FlatlineKind implements DetectorKind<FlatlineOptions> {
  private static final TagWords WORDS = new TagWords(Aspect.STILL, "s");

  /** Any movement ends it. */
  private static final double OFF_LEVEL = 0.5;

  @Override
  public String name() {
    return "flatline";
  }

  @Override
  public Class<FlatlineOptions> options() {
    return FlatlineOptions.class;
  }

  @Override
  public boolean needsRows(List<Column> columns, FlatlineOptions options) {
    return !columns.stream()
        .filter(TagTraining::judged)
        .allMatch(column -> UserLimits.ordered(options.limits()).containsKey(column.tag()));
  }

  @Override
  public TrainedModel train(TrainingRows rows, FlatlineOptions options, Goal goal)
      throws TrainingException {
    FeaturePlan plan =
        TagPlans.lettingStandStill(
            TagPlans.of(rows, null, UserLimits.ordered(options.limits()).keySet()));
    int size = rows.columns().size();
    TagTraining training = TagTraining.of(rows, plan, TagTraining.ALL);
    // A few equal readings are no news of any tag.
    double least = plan.window() * (rows.interval().toNanos() / 1e9);
    TagLevels levels =
        training
            .measures(some -> new FlatlineChart(size))
            .levels(options.times())
            .atLeast(least)
            .limited(rows.columns(), seconds(UserLimits.ordered(options.limits())), 0);
    return training.model(
        name(),
        levels,
        new TagTraining.Learnt(
            Map.of(), Map.of("times", String.valueOf(options.times())), OFF_LEVEL));
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    ModelKind.require(name(), model);
    return new TagDetector(
        FeaturePlan.read(model.numbers(), model.columns()),
        new FlatlineChart(model.columns().size()),
        TagLevels.read(model.numbers(), model.columns().size()),
        WORDS,
        model.offLevel());
  }

  private static Map<String, Double> seconds(Map<String, Duration> limits) {
    Map<String, Double> seconds = new TreeMap<>();
    limits.forEach((tag, limit) -> seconds.put(tag, limit.toNanos() / 1e9));
    return seconds;
  }
}
