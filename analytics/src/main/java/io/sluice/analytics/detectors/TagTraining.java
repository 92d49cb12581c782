package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Goal;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Training of the kinds that judge each tag on its own. Plant signals are nothing like the
 * independent values that the tables of control charts are for: each tag's limit is the largest
 * measure that its chart shows on training rows, by charts that were fitted without them.
 */
final class TagTraining {
  /** Tags with a course of their own. */
  static final Set<Column.Kind> ALL = Set.of(Column.Kind.PROCESS, Column.Kind.THERMAL);

  private static final double SHARE = 0.01;

  /** Where no rows say how near to its limit a tag usually is. */
  private static final double UNTAUGHT_OFF_LEVEL = 0.9;

  private final TrainingRows rows;
  private final FeaturePlan plan;
  private final Set<Column.Kind> kinds;
  private final int size;
  private final double[][] values;

  /** Learns a chart from rows of values, of which the last is the plant time. */
  @FunctionalInterface
  interface Fitting {
    TagChart fit(double[][] values);
  }

  private TagTraining(
      TrainingRows rows, FeaturePlan plan, Set<Column.Kind> kinds, double[][] values) {
    this.rows = rows;
    this.plan = plan;
    this.kinds = Set.copyOf(kinds);
    this.size = plan.columns().size();
    this.values = values;
  }

  /** The rows that the gate lets pass; none where there are none, and users have said all. */
  static TagTraining of(TrainingRows rows, FeaturePlan plan, Set<Column.Kind> kinds)
      throws TrainingException {
    requireJudged(rows, plan, kinds);
    FeatureStream stream = new FeatureStream(plan);
    int size = plan.columns().size();
    Row row = new Row(size);
    List<double[]> passed = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      rows.read(i, row);
      if (stream.update(row) == Verdict.SCORED) {
        double[] taken = new double[size + 1];
        for (int column = 0; column < size; column++) {
          taken[column] = row.value(column);
        }
        taken[size] = (double) row.time() - rows.time(0);
        passed.add(taken);
      }
    }
    if (rows.size() > 0 && passed.size() < CrossFit.BLOCKS * plan.window()) {
      throw new TrainingException(
          "only %d of %d training rows have a full window of %d rows without a gap or a change of"
                  .formatted(passed.size(), rows.size(), plan.window())
              + " mode; "
              + CrossFit.BLOCKS * plan.window()
              + " are needed");
    }
    return new TagTraining(rows, plan, kinds, passed.toArray(double[][]::new));
  }

  private static void requireJudged(TrainingRows rows, FeaturePlan plan, Set<Column.Kind> kinds)
      throws TrainingException {
    if (IntStream.range(0, plan.columns().size()).noneMatch(i -> judged(plan, kinds, i))) {
      throw new TrainingException(
          "no tag that could be judged moved in "
              + rows.size()
              + " training rows; judged are "
              + kinds.stream().sorted().map(TagTraining::word).collect(Collectors.joining(" and "))
              + " tags");
    }
  }

  private static String word(Column.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** A tag of the kinds that are judged, that moved in training or has a limit from the user. */
  boolean judged(int column) {
    return judged(plan, kinds, column);
  }

  private static boolean judged(FeaturePlan plan, Set<Column.Kind> kinds, int column) {
    return kinds.contains(plan.columns().get(column).kind()) && plan.scale().get(column) > 0;
  }

  /** Counters, setpoints and modes are none of these kinds' business. */
  static boolean judged(Column column) {
    return ALL.contains(column.kind());
  }

  double[][] values() {
    return values;
  }

  FeaturePlan plan() {
    return plan;
  }

  /** The cross-fitted measures and those of the chart itself, one array each a row. */
  Measures measures(Fitting fitting) throws TrainingException {
    if (values.length == 0) {
      return new Measures(values, values, values);
    }
    double[][] crossFitted =
        CrossFit.measures(values, plan.window(), others -> judge(fitting.fit(others)));
    TagChart chart = fitting.fit(values);
    CrossFit.Judge judge = judge(chart);
    double[][] own = new double[values.length][];
    double[][] seen = new double[values.length][size];
    for (int row = 0; row < values.length; row++) {
      own[row] = judge.measure(values[row]);
      for (int column = 0; column < size; column++) {
        seen[row][column] = judged(column) ? chart.observed(column) : 0;
      }
    }
    return new Measures(crossFitted, own, seen);
  }

  /** Runs a chart over rows of values, anew after each gap. */
  CrossFit.Judge judge(TagChart chart) {
    Row row = new Row(size);
    double[] before = {Double.NaN};
    return taken -> {
      double step = taken[size] - before[0];
      if (!(step > 0 && step <= plan.gap())) {
        chart.restart();
      }
      before[0] = taken[size];
      for (int column = 0; column < size; column++) {
        row.set(column, taken[column]);
      }
      row.time((long) taken[size]);
      chart.take(row);
      return IntStream.range(0, size)
          .mapToDouble(column -> judged(column) ? chart.measure(column) : 0)
          .toArray();
    };
  }

  private static double[] raised(double[] measures, double power) {
    return Arrays.stream(measures).map(measure -> Math.pow(measure, power)).toArray();
  }

  /** What charts showed on training rows. */
  final class Measures {
    private final double[][] crossFitted;
    private final double[][] own;
    private final double[][] seen;

    private Measures(double[][] crossFitted, double[][] own, double[][] seen) {
      this.crossFitted = crossFitted;
      this.own = own;
      this.seen = seen;
    }

    /**
     * Limits that stand {@code margin} times above the largest: for measures of single events,
     * whose tail says nothing. Ranges of what was observed.
     */
    TagLevels levels(double margin) {
      return levels((cross, whole) -> margin * Limit.of(cross, whole));
    }

    /**
     * Limits that all tags together pass as often as the goal allows; ranges of what was observed.
     *
     * @param power of the measure that has an exponential tail
     */
    TagLevels levels(Goal goal, double power) {
      long tags = IntStream.range(0, size).filter(TagTraining.this::judged).count();
      Goal share = new Goal(goal.falseAlarmsPerWeek() / tags, goal.onDelay());
      Allowance allowance = Allowance.of(share, rows, plan, values.length);
      return levels(
          (cross, whole) ->
              Math.pow(Limit.of(raised(cross, power), raised(whole, power), allowance), 1 / power));
    }

    private TagLevels levels(ToDoubleBiFunction<double[], double[]> of) {
      double[] limit = new double[size];
      double[] low = new double[size];
      double[] high = new double[size];
      for (int column = 0; column < size; column++) {
        if (own.length > 0 && judged(column)) {
          limit[column] =
              of.applyAsDouble(Quantile.column(crossFitted, column), Quantile.column(own, column));
          double[] sorted = Quantile.column(seen, column);
          Arrays.sort(sorted);
          low[column] = sorted[(int) (SHARE * (sorted.length - 1))];
          high[column] = sorted[(int) Math.ceil((1 - SHARE) * (sorted.length - 1))];
        }
      }
      return new TagLevels(limit, low, high);
    }

    /** What that share of the cross-fitted measures of each column stays below. */
    double[] quantiles(double share) {
      return IntStream.range(0, size)
          .mapToDouble(column -> Quantile.of(Quantile.column(crossFitted, column), share))
          .toArray();
    }

    /** The level below which an alarm may clear. */
    double offLevel(TagLevels levels) {
      if (crossFitted.length == 0) {
        return UNTAUGHT_OFF_LEVEL;
      }
      int[] columns = levels.judged();
      return OffLevel.of(
          Arrays.stream(crossFitted)
              .mapToDouble(
                  row ->
                      Arrays.stream(columns)
                          .mapToDouble(column -> row[column] / levels.limit[column])
                          .max()
                          .orElse(0))
              .toArray());
    }
  }

  /** The finished model. */
  static TrainedModel model(
      String kind, TrainingRows rows, FeaturePlan plan, TagLevels levels, Learnt learnt) {
    Map<String, double[]> numbers = new TreeMap<>(learnt.numbers);
    plan.write(numbers);
    levels.write(numbers);
    Map<String, String> parameters = new TreeMap<>(learnt.parameters);
    parameters.put("window-rows", String.valueOf(plan.window()));
    parameters.put("judged-tags", String.valueOf(levels.judged().length));
    return new TrainedModel(
        kind,
        plan.columns(),
        rows.data(),
        parameters,
        1,
        learnt.offLevel,
        Numbers.of(numbers),
        null);
  }

  /**
   * What a kind adds.
   *
   * @param numbers its chart is made of again
   * @param parameters for the model card
   * @param offLevel score below which an alarm may clear
   */
  record Learnt(Map<String, double[]> numbers, Map<String, String> parameters, double offLevel) {}

  TrainedModel model(String kind, TagLevels levels, Learnt learnt) {
    return model(kind, rows, plan, levels, learnt);
  }
}
