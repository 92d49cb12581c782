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
import java.time.Duration;
import java.util.List;
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

  private static final Duration SLOW = Duration.ofSeconds(1);
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
    int[] judged = judged(gate, rows);
    if (judged.length == 0) {
      throw new TrainingException("no tag but setpoints moved: there is nothing to judge");
    }
    double weeks = pacing.block() * pacing.interval() / WEEK;
    double share = goal.falseAlarmsPerWeek() * weeks / judged.length;
    BaselineStart start = BaselineStart.of(meters, gate, pacing, judged, share);
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

  /**
   * Whether rows are best watched by this kind where the user names none: one tag alone, with
   * seconds between its rows. What a faster one does within seconds shows in feature windows.
   */
  static boolean suits(TrainingRows rows) {
    long judged =
        rows.columns().stream()
            .map(Column::kind)
            .filter(kind -> kind != Column.Kind.SETPOINT && kind != Column.Kind.MODE)
            .count();
    return judged == 1 && rows.interval().compareTo(SLOW) >= 0;
  }

  /** Setpoints do as they are told; what is slow has no usual level in less than two days. */
  private static int[] judged(FeaturePlan gate, TrainingRows rows) {
    List<Column> columns = gate.columns();
    boolean days = rows.span().toNanos() / 1e9 >= 2 * Season.DAY;
    return IntStream.range(0, columns.size())
        .filter(column -> gate.scale().get(column) > 0)
        .filter(column -> columns.get(column).kind() != Column.Kind.SETPOINT)
        .filter(
            column ->
                days || columns.size() == 1 || columns.get(column).kind() != Column.Kind.THERMAL)
        .toArray();
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
