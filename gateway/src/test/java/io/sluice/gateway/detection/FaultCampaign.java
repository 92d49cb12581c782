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
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One detector kind with its usual options on one plant: trained on ordinary days, then played
 * other ordinary days twice, once as they were and once with one fault after another put in. A
 * fault counts as found by an alarm that was not there without it. Everything follows from the
 * plant's seed.
 */
final class FaultCampaign {
  /** Rows from the begin of one fault to that of the next: five minutes with, five without. */
  private static final int EVERY = 2 * InjectedFault.ROWS;

  private static final long SEED = 20_261_120;

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

  /**
   * The campaign with so many trials of each fault in each sensor.
   *
   * @throws IllegalArgumentException if the days are too short for them
   */
  KindResult run(DetectorKind<?> kind, Record options, int trials)
      throws TrainingException, ModelException {
    List<Case> cases = cases(trials);
    if ((cases.size() + 1) * EVERY > days.size()) {
      throw new IllegalArgumentException(
          cases.size() + " faults need " + (cases.size() + 1) * EVERY + " rows of " + days.size());
    }
    TrainedModel model = kind.trainWith(training, options, goal);
    BitSet clean = new BitSet(days.size());
    int falseAlarms = clean(kind.detector(model), clean);
    Map<InjectedFault, List<Trial>> trialsOf = new EnumMap<>(InjectedFault.class);
    faulty(kind.detector(model), cases, clean, trialsOf);
    Map<InjectedFault, FaultResult> faults = new EnumMap<>(InjectedFault.class);
    trialsOf.forEach((fault, all) -> faults.put(fault, FaultResult.of(all, training.interval())));
    double weeks = (double) days.span().toNanos() / Duration.ofDays(7).toNanos();
    return new KindResult(kind.name(), faults, falseAlarms / weeks);
  }

  /** In an order that has nothing to do with the plant's. */
  private List<Case> cases(int trials) {
    List<Case> cases = new ArrayList<>();
    for (InjectedFault fault : InjectedFault.values()) {
      for (Sensor sensor : sensors) {
        cases.addAll(Collections.nCopies(trials, new Case(fault, sensor)));
      }
    }
    Collections.shuffle(cases, new Random(SEED));
    return cases;
  }

  /** Plays the days as they were: how many alarms, and at which rows one stood. */
  private int clean(Detector detector, BitSet raised) {
    AlarmLogic logic = new AlarmLogic(alarm);
    Row row = new Row(days.columns().size());
    int alarms = 0;
    for (int index = 0; index < days.size(); index++) {
      days.read(index, row);
      alarms += next(detector, logic, row) == Transition.RAISED ? 1 : 0;
      raised.set(index, logic.state().raised());
    }
    return alarms;
  }

  private void faulty(
      Detector detector, List<Case> cases, BitSet clean, Map<InjectedFault, List<Trial>> into) {
    AlarmLogic logic = new AlarmLogic(alarm);
    Row row = new Row(days.columns().size());
    for (int index = 0; index < EVERY; index++) {
      days.read(index, row);
      Transition unused = next(detector, logic, row);
    }
    for (int number = 0; number < cases.size(); number++) {
      Case one = cases.get(number);
      int first = (number + 1) * EVERY;
      boolean stands = logic.state().raised() || clean.get(first, first + EVERY / 2).length() > 0;
      Trial trial = play(detector, logic, one, first);
      into.computeIfAbsent(one.fault(), none -> new ArrayList<>())
          .add(stands ? Trial.NOT_TRIED : trial);
    }
  }

  /** The fault, and as many rows without it behind. */
  private Trial play(Detector detector, AlarmLogic logic, Case one, int first) {
    Row row = new Row(days.columns().size());
    Random noise = new Random(SEED + first);
    double held = days.value(first, one.sensor().column());
    int after = -1;
    boolean told = false;
    for (int since = 0; since < EVERY; since++) {
      days.read(first + since, row);
      boolean on = since < InjectedFault.ROWS;
      if (on) {
        one.fault().into(row, one.sensor(), since, held, noise);
      }
      Transition transition = next(detector, logic, row);
      if (on && after < 0 && transition == Transition.RAISED) {
        after = since;
      }
      told |= since == InjectedFault.ROWS - 1 && tells(detector, one.sensor());
    }
    return new Trial(after, told);
  }

  private static Transition next(Detector detector, AlarmLogic logic, Row row) {
    Verdict verdict = detector.update(row);
    double score = verdict == Verdict.SCORED ? detector.score() : 0;
    Transition transition = logic.update(verdict, score, detector.offLevel(), row.time());
    detector.alarmStands(logic.state().raised());
    return transition;
  }

  /** Whether the detector says that it goes without the tag. */
  private static boolean tells(Detector detector, Sensor sensor) {
    return detector.replacedTags().contains(sensor.tag());
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

  private record Case(InjectedFault fault, Sensor sensor) {}

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
