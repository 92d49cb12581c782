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
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Any kind, with a model for each operating mode. A mode that has too few rows for a model of its
 * own is served by the one for all rows, which is trained in any case.
 *
 * @param <O> the kind's options
 */
public final class ModalKind<O extends Record> implements DetectorKind<O> {
  /** A model of fewer rows would know less of its mode than the model of all rows does. */
  private static final int FEWEST_ROWS = 300;

  /** Rows between two visits of a mode that keep its windows from reaching over. */
  private static final int ROWS_BETWEEN = 16;

  private final DetectorKind<O> kind;
  private final ModeOptions options;

  ModalKind(DetectorKind<O> kind, ModeOptions options) {
    this.kind = kind;
    this.options = options;
  }

  /** The kind, with a model for each of the modes that the options tell apart. */
  public static <O extends Record> DetectorKind<O> of(DetectorKind<O> kind, ModeOptions options) {
    return new ModalKind<>(kind, options);
  }

  @Override
  public String name() {
    return kind.name();
  }

  @Override
  public Class<O> options() {
    return kind.options();
  }

  @Override
  public boolean needsRows(List<Column> columns, O of) {
    return kind.needsRows(columns, of);
  }

  @Override
  public DetectorKind<O> in(Path directory) {
    return new ModalKind<>(kind.in(directory), options);
  }

  @Override
  public TrainedModel train(TrainingRows rows, O of, Goal goal) throws TrainingException {
    TrainedModel all = kind.train(rows, of, goal);
    Optional<OperatingModes> modes = OperatingModes.of(rows, options.by());
    if (modes.isEmpty()) {
      return all;
    }
    Map<String, TrainedModel> own = new TreeMap<>();
    for (int mode = 0; mode < modes.get().size(); mode++) {
      TrainingRows visits = visits(rows, modes.get(), mode);
      Optional<TrainedModel> trained = trainAlone(visits, of, part(goal, visits, rows));
      if (trained.isPresent()) {
        own.put(modes.get().name(mode, rows.columns()), trained.get());
      }
    }
    return own.isEmpty() ? all : with(all, modes.get(), own);
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    if (model.modes().isEmpty()) {
      return kind.detector(model);
    }
    OperatingModes modes = OperatingModes.read(model.numbers(), model.columns().size());
    Map<Integer, Detector> own = new HashMap<>();
    for (int mode = 0; mode < modes.size(); mode++) {
      TrainedModel of = model.modes().get(modes.name(mode, model.columns()));
      if (of != null) {
        of.requireColumns(model.columns());
        own.put(mode, kind.detector(of));
      }
    }
    if (own.size() != model.modes().size()) {
      throw new ModelException("the model has models for modes that it does not know");
    }
    long settle = (long) model.numbers().get("modes.settle", 1)[0];
    return new ModalDetector(kind.detector(model), own, modes, settle);
  }

  private Optional<TrainedModel> trainAlone(TrainingRows visits, O of, Goal goal) {
    if (visits.size() < FEWEST_ROWS) {
      return Optional.empty();
    }
    try {
      return Optional.of(kind.train(visits, of, goal));
    } catch (TrainingException tooLittle) {
      return Optional.empty();
    }
  }

  /** The false alarms of a week are shared among the modes by the time spent in each. */
  private static Goal part(Goal goal, TrainingRows visits, TrainingRows rows) {
    double share = Math.max(1, visits.size()) / (double) rows.size();
    return new Goal(goal.falseAlarmsPerWeek() * share, goal.onDelay());
  }

  /**
   * A mode's rows in their own times, without those within the settling time after a change. Where
   * a visit begins soon after the last one ended, its first rows are left out too, so that the gap
   * between the two starts every window anew.
   */
  private TrainingRows visits(TrainingRows rows, OperatingModes modes, int mode) {
    TrainingRows visits = new TrainingRows(rows.columns(), Math.max(1, rows.size()));
    long between = ROWS_BETWEEN * rows.interval().toNanos();
    Row row = new Row(rows.columns().size());
    int last = OperatingModes.UNKNOWN;
    long from = Long.MIN_VALUE;
    for (int i = 0; i < rows.size(); i++) {
      rows.read(i, row);
      int now = modes.of(row);
      if (now == mode && last != mode && i > 0) {
        long settled = row.time() + options.settle().toNanos();
        long parted = visits.size() == 0 ? settled : visits.time(visits.size() - 1) + between;
        from = Math.max(settled, parted);
      }
      if (now == mode && row.time() >= from) {
        visits.add(row);
      }
      last = now;
    }
    return visits;
  }

  private TrainedModel with(TrainedModel all, OperatingModes modes, Map<String, TrainedModel> own) {
    Map<String, double[]> numbers = new TreeMap<>();
    for (String name : all.numbers().names()) {
      numbers.put(name, finite(all.numbers(), name));
    }
    modes.write(numbers);
    numbers.put("modes.settle", new double[] {options.settle().toNanos()});
    Map<String, String> parameters = new TreeMap<>(all.parameters());
    parameters.put("modes", modes.size() + ", " + own.size() + " with a model of their own");
    return new TrainedModel(
        all.kind(),
        all.columns(),
        all.data(),
        parameters,
        all.threshold(),
        all.offLevel(),
        Numbers.of(numbers),
        all.library(),
        own,
        all.figures(),
        all.provenance());
  }

  private static double[] finite(Numbers numbers, String name) {
    try {
      return numbers.get(name);
    } catch (ModelException e) {
      throw new IllegalStateException("a trained model has finite numbers", e);
    }
  }
}
