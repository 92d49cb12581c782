package io.sluice.gateway.detection;

import io.sluice.analytics.Column;
import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmLogic;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.alarms.Transition;
import io.sluice.gateway.detection.InjectedFault.Sensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One detector kind with its usual options on one plant: trained on ordinary days, then each fault
 * in each sensor at another moment of other ordinary days. Everything follows from the plant's
 * seed.
 */
final class FaultCampaign {
  /** Rows before a fault, to fill the windows. */
  private static final int BEFORE = 120;

  private static final long SEED = 20_261_120;
  private static final int MOST_TRIES = 5;

  private final TrainingRows training;
  private final TrainingRows days;
  private final AlarmOptions alarm;
  private final Goal goal;
  private final List<Sensor> sensors;

  /**
   * @param training ordinary days to learn from
   * @param days other ordinary days
   */
  FaultCampaign(TrainingRows training, TrainingRows days) {
    this.training = training;
    this.days = days;
    this.alarm = AlarmOptions.ofRows(training.interval());
    this.goal = new Goal(1, alarm.onDelay());
    this.sensors = sensors(training);
  }

  /** Process and thermal tags that move. */
  List<Sensor> sensors() {
    return sensors;
  }

  /** The campaign with so many trials of each fault in each sensor. */
  KindResult run(DetectorKind<?> kind, Record options, int trials)
      throws TrainingException, ModelException {
    TrainedModel model = kind.trainWith(training, options, goal);
    Detector detector = kind.detector(model);
    Map<InjectedFault, FaultResult> faults = new EnumMap<>(InjectedFault.class);
    for (InjectedFault fault : InjectedFault.values()) {
      List<Trial> all = new ArrayList<>();
      for (Sensor sensor : sensors) {
        for (int trial = 0; trial < trials; trial++) {
          all.add(trial(detector, fault, sensor, trial));
        }
      }
      faults.put(fault, FaultResult.of(all, training.interval()));
    }
    return new KindResult(kind.name(), faults, falseAlarmsPerWeek(kind.detector(model)));
  }

  private double falseAlarmsPerWeek(Detector detector) {
    AlarmLogic logic = new AlarmLogic(alarm);
    Row row = new Row(days.columns().size());
    int alarms = 0;
    for (int index = 0; index < days.size(); index++) {
      days.read(index, row);
      alarms += next(detector, logic, row) == Transition.RAISED ? 1 : 0;
    }
    return alarms * (double) Duration.ofDays(7).toNanos() / days.span().toNanos();
  }

  /** Moments at which the detector alarms without the fault prove nothing; others are tried. */
  private Trial trial(Detector detector, InjectedFault fault, Sensor sensor, int number) {
    Random place = new Random(SEED + 31L * sensor.column() + number);
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      int first = place.nextInt(days.size() - BEFORE - InjectedFault.ROWS);
      Trial clean = play(detector, null, sensor, first);
      if (clean.after() < 0) {
        return play(detector, fault, sensor, first);
      }
    }
    return Trial.NOT_TRIED;
  }

  private Trial play(
      Detector detector,
      @org.jspecify.annotations.Nullable InjectedFault fault,
      Sensor sensor,
      int first) {
    AlarmLogic logic = new AlarmLogic(alarm);
    Row row = new Row(days.columns().size());
    Random noise = new Random(SEED + first);
    double held = days.value(first + BEFORE, sensor.column());
    boolean told = false;
    detector.reset();
    for (int index = 0; index < BEFORE + InjectedFault.ROWS; index++) {
      days.read(first + index, row);
      int since = index - BEFORE;
      if (fault != null && since >= 0) {
        fault.into(row, sensor, since, held, noise);
      }
      Transition transition = next(detector, logic, row);
      if (logic.state().raised() && (fault == null || transition == Transition.RAISED)) {
        return new Trial(Math.max(0, since), told);
      }
      told |= since == InjectedFault.ROWS - 1 && tells(detector, row, sensor);
    }
    return new Trial(-1, told);
  }

  private static Transition next(Detector detector, AlarmLogic logic, Row row) {
    Verdict verdict = detector.update(row);
    double score = verdict == Verdict.SCORED ? detector.score() : 0;
    Transition transition = logic.update(verdict, score, detector.offLevel(), row.time());
    detector.alarmStands(logic.state().raised());
    return transition;
  }

  /** Whether the detector says that it goes without the tag, or cannot go on without it. */
  private static boolean tells(Detector detector, Row row, Sensor sensor) {
    return detector.update(row) != Verdict.SCORED || detector.replacedTags().contains(sensor.tag());
  }

  private static List<Sensor> sensors(TrainingRows rows) {
    List<Sensor> sensors = new ArrayList<>();
    for (int column = 0; column < rows.columns().size(); column++) {
      Column of = rows.columns().get(column);
      boolean judged = of.kind() == Column.Kind.PROCESS || of.kind() == Column.Kind.THERMAL;
      double deviation = deviation(rows, column, 0);
      if (judged && deviation > 0) {
        double noise = deviation(rows, column, 1) / Math.sqrt(2);
        sensors.add(new Sensor(column, of.tag(), deviation, noise));
      }
    }
    return sensors;
  }

  /** Standard deviation of the values, or of their steps over {@code lag} rows. */
  private static double deviation(TrainingRows rows, int column, int lag) {
    double mean = 0;
    double squares = 0;
    for (int row = lag; row < rows.size(); row++) {
      double value = rows.value(row, column) - (lag == 0 ? 0 : rows.value(row - lag, column));
      double off = value - mean;
      mean += off / (row - lag + 1);
      squares += off * (value - mean);
    }
    return Math.sqrt(squares / Math.max(1, rows.size() - lag));
  }

  /**
   * @param after rows from the fault's begin to the alarm, -1 without an alarm, -2 not tried
   * @param told whether the detector said that it does without the tag
   */
  record Trial(int after, boolean told) {
    static final Trial NOT_TRIED = new Trial(-2, false);
  }

  /**
   * One fault in all sensors.
   *
   * @param tried trials
   * @param found those with an alarm
   * @param told those in which the detector said that it does without the tag
   * @param medianDelay of those found, zero without any
   */
  record FaultResult(int tried, int found, int told, Duration medianDelay) {
    static FaultResult of(List<Trial> trials, Duration interval) {
      List<Trial> tried = trials.stream().filter(trial -> trial.after() > -2).toList();
      List<Integer> delays =
          tried.stream().map(Trial::after).filter(after -> after >= 0).sorted().toList();
      Duration median =
          delays.isEmpty() ? Duration.ZERO : interval.multipliedBy(delays.get(delays.size() / 2));
      int told = (int) tried.stream().filter(Trial::told).count();
      return new FaultResult(tried.size(), delays.size(), told, median);
    }

    double share() {
      return tried == 0 ? 0 : (double) found / tried;
    }
  }

  /** All faults, and the false alarms on ordinary days. */
  record KindResult(
      String kind, Map<InjectedFault, FaultResult> faults, double falseAlarmsPerWeek) {}
}
