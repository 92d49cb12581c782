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
  private static final double MARGIN = 1.15;

  /** Weight of the newest value in the average whose band the sums count from. */
  private static final double LAMBDA = 0.2;

  /** Share of training rows that the band leaves outside on each side. */
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
    double[] unbounded = new double[rows.columns().size()];
    Arrays.fill(unbounded, Double.MAX_VALUE);
    TagTraining.Measures measures =
        training.measures(
            some -> {
              Residuals others = Residuals.fit(plan, some);
              return chart(others, band(training, some, others, options.slack()), unbounded);
            });
    TagLevels levels = measures.levels(MARGIN).atLeast(LEAST);
    Residuals residuals = Residuals.fit(plan, training.values());
    CusumChart.Band band = band(training, training.values(), residuals, options.slack());
    Map<String, double[]> numbers = new TreeMap<>();
    residuals.write(numbers);
    numbers.put("chart.low", band.low());
    numbers.put("chart.high", band.high());
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
    CusumChart.Band band =
        new CusumChart.Band(
            model.numbers().get("chart.low", residuals.size()),
            model.numbers().get("chart.high", residuals.size()));
    double[] most = Arrays.stream(levels.limit).map(limit -> MOST * limit).toArray();
    return new TagDetector(
        plan, chart(residuals, band, most), levels, EwmaKind.WORDS, model.offLevel());
  }

  private static CusumChart chart(Residuals residuals, CusumChart.Band band, double[] most) {
    return new CusumChart(new EwmaChart(residuals, LAMBDA), band, most);
  }

  private static CusumChart.Band band(
      TagTraining training, double[][] values, Residuals residuals, double slack) {
    EwmaChart moving = new EwmaChart(residuals, LAMBDA);
    CrossFit.Judge run = training.judge(moving);
    double[][] averages = new double[residuals.size()][values.length];
    for (int row = 0; row < values.length; row++) {
      run.measure(values[row]);
      for (int i = 0; i < residuals.size(); i++) {
        averages[i][row] = moving.average(i);
      }
    }
    double[] low = new double[residuals.size()];
    double[] high = new double[residuals.size()];
    for (int i = 0; i < residuals.size(); i++) {
      low[i] = Quantile.of(averages[i], SHARE) - slack;
      high[i] = Quantile.of(averages[i], 1 - SHARE) + slack;
    }
    return new CusumChart.Band(low, high);
  }
}
