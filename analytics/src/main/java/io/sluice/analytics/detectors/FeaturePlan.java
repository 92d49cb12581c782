package io.sluice.analytics.detectors;

import io.sluice.analytics.Aspect;
import io.sluice.analytics.Column;
import io.sluice.analytics.Feature;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * Which features are made of which columns, and what training showed of each column. Immutable.
 *
 * <p>A process tag or setpoint gives level and spread, a thermal tag spread alone: its level
 * follows the weather and the hours since start, and left in it hides faults. Counters give
 * nothing, modes only say when a window starts anew. A column that never moved in training gives
 * nothing either: there is no scale to judge it by.
 *
 * @param columns of a row
 * @param window length in rows
 * @param gap longest time between rows that a window survives, nanoseconds
 * @param centre per column: mean in training
 * @param scale per column: standard deviation in training, 0 for a column without features
 * @param longestRun per column: most equal values in a row in training
 * @param modes per mode column its values in training; empty for the others
 * @param spread how a spread becomes a feature
 * @param features in order
 */
record FeaturePlan(
    List<Column> columns,
    int window,
    long gap,
    List<Double> centre,
    List<Double> scale,
    List<Double> longestRun,
    List<List<Double>> modes,
    Spread spread,
    List<Feature> features) {
  /** How the standard deviation of a window becomes a feature. */
  enum Spread {
    /** As it is: models from before roots were taken. */
    DEVIATION(1),
    /**
     * Its root, the fourth root of the variance: nearly normal, where the deviation itself has a
     * long upper tail that whitening and thresholds would stretch for.
     *
     * <p>After Hawkins and Wixley, A note on the transformation of chi-squared variables to
     * normality, The American Statistician 40 (1986).
     */
    ROOT(0.5);

    private final double power;

    Spread(double power) {
      this.power = power;
    }
  }

  /** Their places here stand in model files. */
  private static final List<Aspect> ASPECTS = List.of(Aspect.LEVEL, Aspect.SPREAD, Aspect.CHANGE);

  FeaturePlan {
    columns = List.copyOf(columns);
    centre = List.copyOf(centre);
    scale = List.copyOf(scale);
    longestRun = List.copyOf(longestRun);
    modes = modes.stream().map(List::copyOf).toList();
    features = List.copyOf(features);
  }

  /**
   * Features of the columns that have a scale.
   *
   * @param levels per column whether its level counts
   */
  static List<Feature> features(List<Double> scale, List<Boolean> levels) {
    List<Feature> features = new ArrayList<>();
    for (int column = 0; column < scale.size(); column++) {
      if (scale.get(column) > 0) {
        if (levels.get(column)) {
          features.add(new Feature(column, Aspect.LEVEL));
        }
        features.add(new Feature(column, Aspect.SPREAD));
      }
    }
    return features;
  }

  /** The same for the chosen columns alone; modes still count. */
  FeaturePlan only(Predicate<Column> chosen) {
    List<Double> scales = new ArrayList<>(scale);
    for (int column = 0; column < scales.size(); column++) {
      scales.set(column, chosen.test(columns.get(column)) ? scales.get(column) : 0.0);
    }
    List<Feature> kept =
        features.stream().filter(feature -> scales.get(feature.column()) > 0).toList();
    return new FeaturePlan(columns, window, gap, centre, scales, longestRun, modes, spread, kept);
  }

  /** The features of models that do not name them: decided by the kind alone. */
  private static List<Feature> unnamed(List<Column> columns, List<Double> scale) {
    List<Boolean> levels =
        columns.stream().map(column -> column.kind() != Column.Kind.THERMAL).toList();
    List<Feature> features = new ArrayList<>();
    for (Feature feature : features(scale, levels)) {
      features.add(feature);
      if (!levels.get(feature.column())) {
        features.add(new Feature(feature.column(), Aspect.CHANGE));
      }
    }
    return features;
  }

  /** The features of one aspect. */
  List<Feature> features(Aspect aspect) {
    return features.stream().filter(feature -> feature.aspect() == aspect).toList();
  }

  /**
   * Median time between training rows, nanoseconds: what {@link FeaturePlanner} made the gap of.
   */
  double interval() {
    return (double) gap / Math.max(5, window / 2);
  }

  /** Tags of which only the spread is looked at. */
  List<String> withoutLevel() {
    List<Integer> levels = features(Aspect.LEVEL).stream().map(Feature::column).toList();
    return features.stream()
        .map(Feature::column)
        .filter(column -> !levels.contains(column))
        .distinct()
        .map(column -> columns.get(column).tag())
        .toList();
  }

  /** True where the quality gate looks at the column. */
  boolean used(int column) {
    return scale.get(column) > 0 || mode(column);
  }

  /** True where a change of the value starts the windows anew. */
  boolean mode(int column) {
    return !modes.get(column).isEmpty();
  }

  /** A feature's number in the tag's own unit. */
  double inUnit(int feature, double value) {
    Feature of = features.get(feature);
    double own = scale.get(of.column());
    return switch (of.aspect()) {
      case LEVEL, VALUE -> centre.get(of.column()) + own * value;
      case SPREAD -> own * (rooted(of) ? value * Math.max(0, value) : value);
      case CHANGE -> own * value;
      case STILL, BAND -> throw new IllegalStateException("a window has no " + of.aspect().word());
    };
  }

  /** The opposite of {@link #inUnit}. */
  double scaled(int feature, double inUnit) {
    Feature of = features.get(feature);
    double own = inUnit / scale.get(of.column());
    return switch (of.aspect()) {
      case LEVEL, VALUE -> (inUnit - centre.get(of.column())) / scale.get(of.column());
      case SPREAD -> rooted(of) ? Math.sqrt(Math.max(0, own)) : own;
      case CHANGE -> own;
      case STILL, BAND -> throw new IllegalStateException("a window has no " + of.aspect().word());
    };
  }

  /** True where the feature is a root. */
  boolean rooted(Feature feature) {
    return feature.aspect() == Aspect.SPREAD && spread == Spread.ROOT;
  }

  void write(Map<String, double[]> numbers) {
    numbers.put("plan.window", new double[] {window, gap});
    numbers.put("plan.centre", array(centre));
    numbers.put("plan.scale", array(scale));
    numbers.put("plan.longest-run", array(longestRun));
    numbers.put("plan.spread-power", new double[] {spread.power});
    numbers.put(
        "plan.features",
        features.stream()
            .flatMapToDouble(f -> DoubleStream.of(f.column(), ASPECTS.indexOf(f.aspect())))
            .toArray());
    List<Double> pairs = new ArrayList<>();
    for (int column = 0; column < modes.size(); column++) {
      for (double mode : modes.get(column)) {
        pairs.add((double) column);
        pairs.add(mode);
      }
    }
    numbers.put("plan.modes", array(pairs));
  }

  static FeaturePlan read(Numbers numbers, List<Column> columns) throws ModelException {
    double[] window = numbers.get("plan.window", 2);
    if (!(window[0] >= 2 && window[0] <= WindowLength.MOST_ROWS && window[1] >= 1)) {
      throw new ModelException("the model's window of " + window[0] + " rows is out of range");
    }
    int size = columns.size();
    List<Double> scale = list(numbers.get("plan.scale", size));
    if (scale.stream().anyMatch(value -> value < 0)) {
      throw new ModelException("the model has a negative scale");
    }
    return new FeaturePlan(
        columns,
        (int) window[0],
        (long) window[1],
        list(numbers.get("plan.centre", size)),
        scale,
        list(numbers.get("plan.longest-run", size)),
        modes(numbers.get("plan.modes"), size),
        spread(numbers),
        numbers.names().contains("plan.features")
            ? features(numbers.get("plan.features"), scale)
            : unnamed(columns, scale));
  }

  private static Spread spread(Numbers numbers) throws ModelException {
    if (!numbers.names().contains("plan.spread-power")) {
      return Spread.DEVIATION;
    }
    double power = numbers.get("plan.spread-power", 1)[0];
    for (Spread spread : Spread.values()) {
      if (spread.power == power) {
        return spread;
      }
    }
    throw new ModelException("the model takes spreads to the power of " + power);
  }

  private static List<Feature> features(double[] pairs, List<Double> scale) throws ModelException {
    List<Feature> features = new ArrayList<>();
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      double column = pairs[i];
      double aspect = pairs[i + 1];
      boolean known =
          column >= 0
              && column < scale.size()
              && aspect >= 0
              && aspect < ASPECTS.size()
              && column == Math.rint(column)
              && aspect == Math.rint(aspect);
      if (!known || !(scale.get((int) column) > 0)) {
        throw new ModelException("the model has a feature " + aspect + " of column " + column);
      }
      features.add(new Feature((int) column, ASPECTS.get((int) aspect)));
    }
    return features;
  }

  private static List<List<Double>> modes(double[] pairs, int columns) throws ModelException {
    List<List<Double>> modes = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      modes.add(new ArrayList<>());
    }
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      if (!(pairs[i] >= 0 && pairs[i] < columns)) {
        throw new ModelException("the model has a mode for column " + pairs[i]);
      }
      modes.get((int) pairs[i]).add(pairs[i + 1]);
    }
    return modes;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
