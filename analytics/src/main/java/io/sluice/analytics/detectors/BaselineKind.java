package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * {@code baseline}: each tag against its own past, in its daily and weekly course where training
 * shows one; for slow signals, whose normal moves with the season, the weather and wear. The model
 * is frozen, the detector learns on.
 */
public final class BaselineKind implements DetectorKind<BaselineOptions> {
  private static final double WEEK = 7 * Season.DAY;

  private static final int FEWEST_ROWS = 120;

  @Override
  public String name() {
    return "baseline";
  }

  @Override
  public Class<BaselineOptions> options() {
    return BaselineOptions.class;
  }

  @Override
  public TrainedModel train(TrainingRows rows, BaselineOptions options, Goal goal)
      throws TrainingException {
    TrainingRows meters = Meters.asProcess(rows);
    FeaturePlan gate = FeaturePlanner.plan(meters, null);
    Pacing pacing = Pacing.of(rows, options, goal);
    int[] judged = judged(gate);
    if (judged.length == 0) {
      throw new TrainingException("no tag but setpoints moved: there is nothing to judge");
    }
    double weeks = pacing.block() * pacing.interval() / WEEK;
    double share = goal.falseAlarmsPerWeek() * weeks / judged.length;
    BaselineStart start = BaselineStart.of(meters, patient(gate, pacing), pacing, judged, share);
    if (rows.size() < FEWEST_ROWS || !start.tags().stream().allMatch(TagBaseline::ready)) {
      throw new TrainingException(
          "training has %d rows, it needs at least %d without long gaps"
              .formatted(rows.size(), FEWEST_ROWS));
    }
    Map<String, double[]> numbers = new TreeMap<>();
    start.write(numbers);
    return new TrainedModel(
        name(),
        rows.columns(),
        rows.data(),
        parameters(start),
        1,
        OffLevel.of(start.scores()),
        Numbers.of(numbers),
        null);
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    ModelKind.require(name(), model);
    return new BaselineDetector(BaselineStart.read(model), model.offLevel());
  }

  private static int[] judged(FeaturePlan gate) {
    return IntStream.range(0, gate.columns().size())
        .filter(column -> gate.scale().get(column) > 0)
        .filter(column -> gate.columns().get(column).kind() != Column.Kind.SETPOINT)
        .toArray();
  }

  /** The gate of slow rows: irregular ones do not start its windows anew each time. */
  private static FeaturePlan patient(FeaturePlan gate, Pacing pacing) {
    return new FeaturePlan(
        gate.columns(),
        gate.window(),
        Math.max(gate.gap(), (long) (pacing.gap() * 1e9)),
        gate.centre(),
        gate.scale(),
        gate.longestRun(),
        gate.modes(),
        gate.spread(),
        gate.features());
  }

  private static Map<String, String> parameters(BaselineStart start) {
    Pacing pacing = start.pacing();
    return Map.of(
        "judged-tags", String.valueOf(start.history().size()),
        "season", String.valueOf(start.tags().stream().map(TagBaseline::cycle).toList()),
        "long-window-rows", String.valueOf(pacing.day()),
        "middle-window-rows", String.valueOf(pacing.middle()),
        "refit-seconds", String.valueOf(pacing.refit()),
        "accept-seconds", String.valueOf(pacing.accept()));
  }
}
