package io.sluice.gateway.fakes;

import io.sluice.analytics.Aspect;
import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The simplest detector that learns: the mean of its first column; the score is the distance from
 * it over a limit. Training can be told to fail.
 */
public final class LimitKind implements DetectorKind<LimitKind.Options> {
  /** Value of the first column that says that the plant is in another mode. */
  public static final double OTHER_MODE = -1;

  private static final int FEWEST = 10;

  private final Deque<RuntimeException> failures = new ArrayDeque<>();
  private volatile double broken = Double.NEGATIVE_INFINITY;
  private int trainings;

  /**
   * Its options.
   *
   * @param limit distance from the mean at score 1.0
   */
  public record Options(double limit) {}

  /** The next training throws this. */
  public void fail(RuntimeException failure) {
    failures.add(failure);
  }

  /** Models that have learnt this mean, or one within 1 of it, give no finite score from now on. */
  public void breakModelsAround(double mean) {
    broken = mean;
  }

  /** How often it was trained. */
  public int trainings() {
    return trainings;
  }

  @Override
  public String name() {
    return "limit";
  }

  @Override
  public Class<Options> options() {
    return Options.class;
  }

  @Override
  public TrainedModel train(TrainingRows rows, Options options, Goal goal)
      throws TrainingException {
    trainings++;
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    if (rows.size() < FEWEST) {
      throw new TrainingException(rows.size() + " rows are too few, needs " + FEWEST);
    }
    double sum = 0;
    for (int row = 0; row < rows.size(); row++) {
      sum += rows.value(row, 0);
    }
    return new TrainedModel(
        name(),
        rows.columns(),
        rows.data(),
        Map.of(),
        1,
        0.8,
        Numbers.of(Map.of("limit", new double[] {sum / rows.size(), options.limit()})),
        null);
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    if (!model.kind().equals(name())) {
      throw new ModelException("the model is of kind " + model.kind() + ", not " + name());
    }
    double[] limit = model.numbers().get("limit", 2);
    return new Watching(model.columns(), limit[0], limit[1]);
  }

  private final class Watching implements Detector {
    private final List<Column> columns;
    private final double mean;
    private final double limit;
    private double value;

    Watching(List<Column> columns, double mean, double limit) {
      this.columns = columns;
      this.mean = mean;
      this.limit = limit;
    }

    @Override
    public List<Column> columns() {
      return columns;
    }

    @Override
    public Verdict update(Row row) {
      for (int column = 0; column < row.size(); column++) {
        if (!row.usable(column)) {
          return row.reason(column);
        }
      }
      value = row.value(0);
      return value == OTHER_MODE ? Verdict.MODE_CHANGED : Verdict.SCORED;
    }

    @Override
    public double score() {
      return Math.abs(mean - broken) < 1 ? Double.NaN : Math.abs(value - mean) / limit;
    }

    @Override
    public double offLevel() {
      return 0.8;
    }

    @Override
    public List<Contribution> contributions(int most) {
      Column first = columns.get(0);
      return List.of(
          new Contribution(
              first.tag(), first.unit(), Aspect.LEVEL, 1, value, mean, mean - limit, mean + limit));
    }

    @Override
    public List<String> replacedTags() {
      return List.of();
    }

    @Override
    public void reset() {}
  }
}
