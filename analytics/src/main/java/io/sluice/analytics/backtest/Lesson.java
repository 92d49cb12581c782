package io.sluice.analytics.backtest;

import io.sluice.analytics.Column;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.backtest.BacktestException.Trouble;
import io.sluice.analytics.detectors.ModalKind;
import io.sluice.analytics.detectors.ModeOptions;
import io.sluice.analytics.detectors.UsualDetectors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was learnt, ready to judge a file.
 *
 * @param models each detector's model and alarm
 */
record Lesson(List<Model> models) {
  record Model(String name, TrainedModel model, AlarmOptions alarm) {}

  /** Models as they were saved. */
  static Lesson of(Watchers.Stored stored) {
    List<Model> models = new ArrayList<>();
    for (Watchers.StoredWatcher one : stored.watchers()) {
      AlarmOptions alarm = one.alarm();
      Duration interval = atLeastOneNano(one.model().data().interval());
      models.add(
          new Model(
              one.name(), one.model(), alarm == null ? AlarmOptions.ofRows(interval) : alarm));
    }
    return new Lesson(models);
  }

  /**
   * Trains.
   *
   * @throws BacktestException naming the file, where its rows cannot teach a detector
   */
  static Lesson train(Path file, Head head, Watchers watchers) throws BacktestException {
    TrainingRows rows = head.training();
    if (rows.size() == 0) {
      throw new BacktestException(
          Trouble.DATA,
          file
              + ": none of the "
              + head.size()
              + " training rows has a value for each tag; the tags are "
              + String.join(", ", head.names()));
    }
    List<Model> models = new ArrayList<>();
    for (Watcher watcher : of(watchers, rows)) {
      models.add(train(file, rows, watcher));
    }
    return new Lesson(models);
  }

  /** Detectors with empty windows. */
  List<Judge> judges() throws BacktestException {
    List<String> tags = columns().stream().map(Column::tag).toList();
    List<Judge> judges = new ArrayList<>();
    for (Model one : models) {
      DetectorKind<?> kind =
          DetectorKind.named(one.model().kind())
              .orElseThrow(
                  () ->
                      new BacktestException(
                          Trouble.DATA, one.name() + ": no detector kind " + one.model().kind()));
      try {
        judges.add(
            new Judge(
                one.name(),
                ModalKind.of(kind, ModeOptions.TOGETHER).detector(one.model()),
                one.alarm(),
                one.model().parameters(),
                tags));
      } catch (ModelException refused) {
        throw new BacktestException(
            Trouble.DATA, one.name() + ": " + refused.getMessage(), refused);
      }
    }
    return judges;
  }

  /** The tags of all models. */
  List<Column> columns() {
    Map<String, Column> all = new LinkedHashMap<>();
    for (Model one : models) {
      one.model().columns().forEach(column -> all.putIfAbsent(column.tag(), column));
    }
    return List.copyOf(all.values());
  }

  private static Model train(Path file, TrainingRows rows, Watcher watcher)
      throws BacktestException {
    AlarmOptions own = watcher.alarm();
    AlarmOptions alarm = own == null ? AlarmOptions.ofRows(atLeastOneNano(rows.interval())) : own;
    Goal goal = new Goal(watcher.falseAlarmsPerWeek(), alarm.onDelay());
    try {
      TrainedModel model = watcher.kind().trainWith(rows, watcher.options(), goal);
      return new Model(watcher.name(), model, alarm);
    } catch (TrainingException refused) {
      throw new BacktestException(
          Trouble.DATA, file + ": " + watcher.name() + ": " + refused.getMessage(), refused);
    }
  }

  private static List<Watcher> of(Watchers watchers, TrainingRows rows) {
    if (watchers instanceof Watchers.Usual usual) {
      return UsualDetectors.of(rows).stream().map(usual::of).toList();
    }
    if (watchers instanceof Watchers.Chosen chosen) {
      return chosen.watchers();
    }
    throw new IllegalArgumentException("saved models are not trained");
  }

  private static Duration atLeastOneNano(Duration interval) {
    return interval.isZero() ? Duration.ofSeconds(1) : interval;
  }
}
