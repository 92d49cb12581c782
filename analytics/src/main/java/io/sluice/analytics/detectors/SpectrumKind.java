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
 * {@code spectrum}: how strongly each tag moves in each band of frequencies, against training. A
 * new spectrum every quarter of a window; the score stands in between. For tags that are read fast
 * and at a steady interval.
 */
public final class SpectrumKind implements DetectorKind<SpectrumOptions> {
  /** The threshold stands this far above the largest cross-fitted score. */
  private static final double MARGIN = 1.2;

  private static final int MOST_TAGS = 64;
  private static final int FEWEST_SPECTRA = 40;

  /** Spectra of a window that follow each other before it is quite another one. */
  static final int HOPS = 4;

  @Override
  public String name() {
    return "spectrum";
  }

  @Override
  public Class<SpectrumOptions> options() {
    return SpectrumOptions.class;
  }

  @Override
  public TrainedModel train(TrainingRows rows, SpectrumOptions options, Goal goal)
      throws TrainingException {
    FeaturePlan plan =
        SignalPlan.of(
            rows, options.points(), options.tags(), Set.of(Column.Kind.PROCESS), MOST_TAGS);
    long interval = rows.interval().toNanos();
    double rate = 1e9 / interval;
    double[] edges = Bands.edges(options.edges(), options.bands(), rate);
    Bands bands = Bands.of(edges, plan.window(), rate);
    double[][] levels = levels(rows, new SpectrumStream(plan, bands, interval));
    BandNorm norm = BandNorm.of(levels);
    double[] measures =
        Quantile.column(
            CrossFit.measures(
                levels,
                HOPS,
                others -> {
                  BandNorm of = BandNorm.of(others);
                  return row -> new double[] {of.worst(row)};
                }),
            0);
    double[] own = Arrays.stream(levels).mapToDouble(norm::worst).toArray();
    double threshold = MARGIN * Limit.of(measures, own);
    Map<String, double[]> numbers = new TreeMap<>();
    plan.write(numbers);
    norm.write(numbers);
    numbers.put("spectrum.edges", edges);
    numbers.put("spectrum.interval", new double[] {interval});
    return new TrainedModel(
        name(),
        rows.columns(),
        rows.data(),
        parameters(plan, bands, rate),
        threshold,
        OffLevel.of(Arrays.stream(measures).map(measure -> measure / threshold).toArray()),
        Numbers.of(numbers),
        null);
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    ModelKind.require(name(), model);
    FeaturePlan plan = FeaturePlan.read(model.numbers(), model.columns());
    int signals = SignalPlan.watched(plan).length;
    double interval = model.numbers().get("spectrum.interval", 1)[0];
    double[] edges = model.numbers().get("spectrum.edges");
    boolean sound =
        interval >= 1
            && edges.length >= 2
            && edges.length <= 65
            && signals >= 1
            && signals <= MOST_TAGS
            && plan.window() <= 4096
            && Integer.bitCount(plan.window()) == 1;
    if (!sound) {
      throw new ModelException(
          "the model has " + edges.length + " edges of bands and " + plan.window() + " points");
    }
    try {
      Bands bands = Bands.of(edges, plan.window(), 1e9 / interval);
      BandNorm norm = BandNorm.read(model.numbers(), signals * bands.count());
      return new SpectrumDetector(
          new SpectrumStream(plan, bands, (long) interval),
          norm,
          model.threshold(),
          model.offLevel());
    } catch (TrainingException e) {
      throw new ModelException("the model's bands do not fit: " + e.getMessage(), e);
    }
  }

  /** The levels of all training spectra. */
  private static double[][] levels(TrainingRows rows, SpectrumStream stream)
      throws TrainingException {
    List<double[]> levels = new ArrayList<>();
    Row row = new Row(rows.columns().size());
    int unsteady = 0;
    for (int i = 0; i < rows.size(); i++) {
      rows.read(i, row);
      Verdict verdict = stream.update(row);
      unsteady += verdict == Verdict.UNSTEADY ? 1 : 0;
      if (verdict == Verdict.SCORED && stream.fresh()) {
        levels.add(stream.levels().clone());
      }
    }
    if (levels.size() < FEWEST_SPECTRA) {
      int points = stream.points();
      throw new TrainingException(
          "training has %d spectra of %d rows, it needs %d, which are %d rows%s"
              .formatted(
                  levels.size(),
                  points,
                  FEWEST_SPECTRA,
                  points + (FEWEST_SPECTRA - 1) * points / HOPS,
                  unsteady == 0
                      ? ""
                      : "; " + unsteady + " rows did not come at a steady interval"));
    }
    return levels.toArray(double[][]::new);
  }

  private static Map<String, String> parameters(FeaturePlan plan, Bands bands, double rate) {
    return Map.of(
        "tags", String.valueOf(SignalPlan.watched(plan).length),
        "points", String.valueOf(plan.window()),
        "bands", String.valueOf(bands.count()),
        "rows-per-second", String.valueOf(rate),
        "margin", String.valueOf(MARGIN));
  }
}
