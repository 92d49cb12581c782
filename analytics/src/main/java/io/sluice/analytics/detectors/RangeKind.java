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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code range}: each tag's value against its range: the user's, else the tag list's, else what
 * training has seen and a margin. A tag with an end of a range is judged by the ends it has, the
 * others by training. Where any tag has an end, training takes no rows as well; only those tags are
 * judged then. What training has seen of a thermal tag is the weather of those days: without an end
 * it is not judged.
 */
public final class RangeKind implements DetectorKind<RangeOptions> {
  private static final TagWords WORDS = new TagWords(Aspect.VALUE, "%s");

  /** A value at the very end of its range would make its alarm come and go. */
  private static final double OFF_LEVEL = 0.95;

  @Override
  public String name() {
    return "range";
  }

  @Override
  public Class<RangeOptions> options() {
    return RangeOptions.class;
  }

  @Override
  public boolean needsRows(List<Column> columns, RangeOptions options) {
    return !columns.stream()
        .filter(TagTraining::judged)
        .allMatch(column -> ranged(column, options));
  }

  @Override
  public TrainedModel train(TrainingRows rows, RangeOptions options, Goal goal)
      throws TrainingException {
    UserLimits.check(UserLimits.ordered(options.limits()).keySet(), rows.columns());
    Set<String> limited =
        rows.columns().stream()
            .filter(column -> TagTraining.judged(column) && ranged(column, options))
            .map(Column::tag)
            .collect(Collectors.toSet());
    FeaturePlan plan = TagPlans.of(rows, null, limited);
    TagTraining training = TagTraining.of(rows, plan, TagTraining.ALL);
    double[] low = new double[rows.columns().size()];
    double[] high = new double[low.length];
    double[] limit = new double[low.length];
    for (int column = 0; column < low.length; column++) {
      Column of = rows.columns().get(column);
      if (ranged(of, options)) {
        low[column] = low(of, options);
        high[column] = high(of, options);
        limit[column] = 1;
      } else if (training.judged(column) && of.kind() == Column.Kind.PROCESS) {
        seen(training.values(), column, options.margin(), low, high);
        limit[column] = 1;
      }
    }
    if (Arrays.stream(limit).allMatch(value -> value == 0)) {
      throw new TrainingException(
          "no tag has a range: there are thermal tags only, give their limits or low and high in"
              + " the tag list");
    }
    return training.model(name(), shown(limit, low, high), learnt(plan, low, high, options));
  }

  private static TagTraining.Learnt learnt(
      FeaturePlan plan, double[] low, double[] high, RangeOptions options) {
    double[] usual = new double[low.length];
    for (int column = 0; column < usual.length; column++) {
      usual[column] = Math.max(low[column], Math.min(high[column], plan.centre().get(column)));
    }
    Map<String, double[]> numbers = new TreeMap<>();
    RangeChart.of(low, high, usual).write(numbers);
    return new TagTraining.Learnt(
        numbers, Map.of("margin", String.valueOf(options.margin())), OFF_LEVEL);
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    ModelKind.require(name(), model);
    int size = model.columns().size();
    return new TagDetector(
        FeaturePlan.read(model.numbers(), model.columns()),
        RangeChart.read(model.numbers(), size),
        TagLevels.read(model.numbers(), size),
        WORDS,
        model.offLevel());
  }

  private static boolean ranged(Column column, RangeOptions options) {
    return low(column, options) > -Double.MAX_VALUE || high(column, options) < Double.MAX_VALUE;
  }

  private static double low(Column column, RangeOptions options) {
    RangeOptions.Ends ends = UserLimits.ordered(options.limits()).get(column.tag());
    Double low = ends == null ? null : ends.low();
    return low == null ? Math.max(-Double.MAX_VALUE, column.low()) : low;
  }

  private static double high(Column column, RangeOptions options) {
    RangeOptions.Ends ends = UserLimits.ordered(options.limits()).get(column.tag());
    Double high = ends == null ? null : ends.high();
    return high == null ? Math.min(Double.MAX_VALUE, column.high()) : high;
  }

  private static void seen(
      double[][] values, int column, double margin, double[] low, double[] high) {
    double[] seen = Quantile.column(values, column);
    // A few equal readings are no news of any tag.
    double least = Arrays.stream(seen).min().orElse(0);
    double most = Arrays.stream(seen).max().orElse(0);
    low[column] = least - margin * (most - least);
    high[column] = most + margin * (most - least);
  }

  /** Shown is the range itself; where it has one end only, that end for both. */
  private static TagLevels shown(double[] limit, double[] low, double[] high) {
    double[] from = low.clone();
    double[] to = high.clone();
    for (int column = 0; column < limit.length; column++) {
      from[column] = low[column] > -Double.MAX_VALUE ? low[column] : high[column];
      to[column] = high[column] < Double.MAX_VALUE ? high[column] : low[column];
    }
    return new TagLevels(limit, from, to);
  }
}
