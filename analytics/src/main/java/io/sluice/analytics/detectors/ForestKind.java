package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code forest}: a random cut forest for each tag by itself, going on with learning from live rows
 * but for those of an alarm. A model holds the points that its forests grew from and their seed,
 * and a detector grows them again: the same to the bit, and nothing of the library's own form has
 * to be believed.
 */
public final class ForestKind implements DetectorKind<ForestOptions> {
  /** The threshold stands this far above the limits of the tags. */
  static final double MARGIN = 1.2;

  private static final int GATE_ROWS = 15;
  private static final int MOST_POINTS = 512;

  /** Points that limits are found with; more training rows are thinned evenly. */
  private static final int MOST_SCORED = 5000;

  /** A limit near the highest score there is could never be passed. */
  private static final double HIGHEST = 0.7;

  @Override
  public String name() {
    return "forest";
  }

  @Override
  public Class<ForestOptions> options() {
    return ForestOptions.class;
  }

  @Override
  public TrainedModel train(TrainingRows rows, ForestOptions options, Goal goal)
      throws TrainingException {
    FeaturePlan plan =
        SignalPlan.of(
            rows,
            Math.max(GATE_ROWS, options.shingle()),
            options.tags(),
            Set.of(Column.Kind.PROCESS, Column.Kind.THERMAL),
            options.mostTags());
    TagForest.Shape shape = new TagForest.Shape(options.shingle(), options.trees(), options.seed());
    int stride = Math.max(1, rows.size() / MOST_SCORED);
    double[][][] points = points(rows, plan, shape.shingle(), stride);
    double[] limits = new double[points.length];
    double[] scores = new double[points[0].length];
    for (int signal = 0; signal < points.length; signal++) {
      boolean level = level(plan, signal);
      double[] measures = crossFitted(shape, level, points[signal], plan.window() / stride + 1);
      limits[signal] = limit(shape, level, points[signal], measures);
      for (int row = 0; row < scores.length; row++) {
        scores[row] = Math.max(scores[row], measures[row] / limits[signal] / MARGIN);
      }
    }
    Map<String, double[]> numbers = new TreeMap<>();
    plan.write(numbers);
    write(numbers, shape, points, limits);
    return new TrainedModel(
        name(),
        rows.columns(),
        rows.data(),
        parameters(shape, points),
        MARGIN,
        OffLevel.of(scores),
        Numbers.of(numbers),
        null);
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    ModelKind.require(name(), model);
    FeaturePlan plan = FeaturePlan.read(model.numbers(), model.columns());
    int signals = SignalPlan.watched(plan).length;
    TagForest.Shape shape = shape(model.numbers(), plan, signals);
    double[][][] points = points(model.numbers(), signals, shape.shingle());
    double[] limits = model.numbers().get("forest.limits", signals);
    if (Arrays.stream(limits).anyMatch(limit -> !(limit > 0))) {
      throw new ModelException("the model has limits of " + Arrays.toString(limits));
    }
    List<ForestDetector.Watched> watched = new ArrayList<>();
    for (int signal = 0; signal < signals; signal++) {
      watched.add(new ForestDetector.Watched(level(plan, signal), points[signal], limits[signal]));
    }
    return new ForestDetector(
        new SignalStream(plan, shape.shingle()),
        shape,
        watched,
        model.threshold(),
        model.offLevel());
  }

  /** Points of each tag, every {@code stride}-th. */
  private static double[][][] points(TrainingRows rows, FeaturePlan plan, int shingle, int stride)
      throws TrainingException {
    SignalStream stream = new SignalStream(plan, shingle);
    List<List<double[]>> points = new ArrayList<>();
    for (int signal = 0; signal < stream.count(); signal++) {
      points.add(new ArrayList<>());
    }
    Row row = new Row(rows.columns().size());
    for (int i = 0; i < rows.size(); i++) {
      rows.read(i, row);
      if (stream.update(row) == Verdict.SCORED && i % stride == 0) {
        for (int signal = 0; signal < stream.count(); signal++) {
          double[] values = new double[shingle];
          stream.read(signal, values);
          points.get(signal).add(values);
        }
      }
    }
    int count = points.get(0).size();
    if (count < 2 * TagForest.FEWEST) {
      throw new TrainingException(
          "only %d of %d training rows have a full window of %d rows before them; %d are needed"
              .formatted(count, rows.size(), plan.window(), 2 * TagForest.FEWEST));
    }
    return points.stream().map(list -> list.toArray(double[][]::new)).toArray(double[][][]::new);
  }

  private static double[] crossFitted(
      TagForest.Shape shape, boolean level, double[][] points, int window)
      throws TrainingException {
    return Quantile.column(
        CrossFit.measures(
            points,
            window,
            others -> {
              TagForest forest = grown(shape, level, others);
              return point -> new double[] {forest.score(point)};
            }),
        0);
  }

  private static double limit(
      TagForest.Shape shape, boolean level, double[][] points, double[] crossFitted) {
    TagForest forest = grown(shape, level, points);
    double[] own = Arrays.stream(points).mapToDouble(forest::score).toArray();
    return Math.min(Limit.of(crossFitted, own), HIGHEST * forest.ceiling());
  }

  private static TagForest grown(TagForest.Shape shape, boolean level, double[][] points) {
    return TagForest.grown(shape, level, FeatureRows.thin(points, MOST_POINTS));
  }

  /** The height of a thermal tag says when, not how well. */
  private static boolean level(FeaturePlan plan, int signal) {
    int column = SignalPlan.watched(plan)[signal];
    return plan.columns().get(column).kind() != Column.Kind.THERMAL;
  }

  private static void write(
      Map<String, double[]> numbers, TagForest.Shape shape, double[][][] points, double[] limits) {
    numbers.put(
        "forest.shape",
        new double[] {
          shape.shingle(), shape.trees(), (int) (shape.seed() >> 32), (int) shape.seed()
        });
    numbers.put("forest.limits", limits);
    numbers.put(
        "forest.points",
        Arrays.stream(points)
            .flatMap(of -> Arrays.stream(FeatureRows.thin(of, MOST_POINTS)))
            .flatMapToDouble(Arrays::stream)
            .toArray());
  }

  private static TagForest.Shape shape(Numbers numbers, FeaturePlan plan, int signals)
      throws ModelException {
    double[] shape = numbers.get("forest.shape", 4);
    boolean sound =
        shape[0] >= 2
            && shape[0] <= Math.min(32, plan.window())
            && shape[1] >= 1
            && shape[1] <= 100
            && signals >= 1
            && signals <= 64;
    if (!sound) {
      throw new ModelException("the model has forests of " + Arrays.toString(shape));
    }
    long seed = ((long) shape[2] << 32) | ((long) shape[3] & 0xFFFFFFFFL);
    return new TagForest.Shape((int) shape[0], (int) shape[1], seed);
  }

  private static double[][][] points(Numbers numbers, int signals, int shingle)
      throws ModelException {
    double[] flat = numbers.get("forest.points");
    int count = flat.length / signals / shingle;
    if (count < TagForest.FEWEST
        || count > MOST_POINTS
        || flat.length != count * signals * shingle) {
      throw new ModelException("the model has " + flat.length + " values to grow forests from");
    }
    double[][][] points = new double[signals][count][];
    for (int i = 0; i < signals * count; i++) {
      points[i / count][i % count] = Arrays.copyOfRange(flat, i * shingle, (i + 1) * shingle);
    }
    return points;
  }

  private static Map<String, String> parameters(TagForest.Shape shape, double[][][] points) {
    return Map.of(
        "tags", String.valueOf(points.length),
        "shingle", String.valueOf(shape.shingle()),
        "trees", String.valueOf(shape.trees()),
        "points", String.valueOf(Math.min(MOST_POINTS, points[0].length)),
        "seed", String.valueOf(shape.seed()),
        "margin", String.valueOf(MARGIN));
  }
}
