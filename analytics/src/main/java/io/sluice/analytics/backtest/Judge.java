package io.sluice.analytics.backtest;

import io.sluice.analytics.Column;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Detector;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.alarms.AlarmLogic;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.alarms.Transition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** One detector and its alarm on the rows of one file: what a gateway's watch does live. */
final class Judge {
  /** Most alarms whose reasons are kept. */
  private static final int MOST_ALARMS = 100;

  private static final int MOST_CONTRIBUTIONS = 3;

  private final String name;
  private final Detector detector;
  private final AlarmLogic alarm;
  private final Map<String, String> parameters;
  private final EnumMap<Verdict, LongAdder> verdicts = new EnumMap<>(Verdict.class);
  private final List<AlarmReport> alarms = new ArrayList<>();
  private final int[] from;
  private final Row own;
  private final boolean all;
  private Verdict verdict = Verdict.WARMING_UP;

  /**
   * @param tags columns of the rows that will come, of which the detector may judge some
   */
  Judge(
      String name,
      Detector detector,
      AlarmOptions alarm,
      Map<String, String> parameters,
      List<String> tags) {
    this.name = name;
    this.detector = detector;
    this.from =
        detector.columns().stream().mapToInt(column -> tags.indexOf(column.tag())).toArray();
    this.own = new Row(from.length);
    this.all = tags.equals(detector.columns().stream().map(Column::tag).toList());
    this.alarm = new AlarmLogic(alarm);
    this.parameters = parameters;
  }

  String name() {
    return name;
  }

  /** What was learnt from which settings. */
  Map<String, String> parameters() {
    return parameters;
  }

  /** Takes a row of training again; it cannot raise the alarm. */
  void warmUp(Row row) {
    detector.warmUp(mine(row));
    detector.alarmStands(false);
  }

  /**
   * Takes the next row.
   *
   * @param time of the row as written, asked for where an alarm is raised
   */
  Verdict judge(Row row, long number, Supplier<String> time) {
    verdict = detector.update(mine(row));
    verdicts.computeIfAbsent(verdict, none -> new LongAdder()).increment();
    double score = verdict == Verdict.SCORED ? detector.score() : 0;
    Transition transition = alarm.update(verdict, score, detector.offLevel(), row.time());
    detector.alarmStands(alarm.state().raised());
    if (transition != Transition.NONE && alarms.size() < MOST_ALARMS) {
      note(transition, number, time, score);
    }
    return verdict;
  }

  /** The last row's score; only where it was scored. */
  double score() {
    return detector.score();
  }

  boolean alarm() {
    return alarm.state().raised();
  }

  /** The first alarms, oldest first. */
  List<AlarmReport> alarms() {
    return List.copyOf(alarms);
  }

  /** Rows by verdict, of those that occurred. */
  Map<Verdict, Long> verdicts() {
    Map<Verdict, Long> counted = new EnumMap<>(Verdict.class);
    verdicts.forEach((one, count) -> counted.put(one, count.sum()));
    return counted;
  }

  /** The detector's tags of a row; two models may judge different ones. */
  private Row mine(Row row) {
    if (all) {
      return row;
    }
    own.time(row.time());
    for (int column = 0; column < from.length; column++) {
      if (row.usable(from[column])) {
        own.set(column, row.value(from[column]));
      } else {
        own.unusable(column, row.reason(from[column]));
      }
    }
    return own;
  }

  private void note(Transition transition, long number, Supplier<String> time, double score) {
    if (transition == Transition.RAISED) {
      List<String> because =
          detector.contributions(MOST_CONTRIBUTIONS).stream().map(Contribution::inWords).toList();
      alarms.add(new AlarmReport(name, number, -1, time.get(), score, because));
    } else if (!alarms.isEmpty() && alarms.get(alarms.size() - 1).lastRow() < 0) {
      alarms.add(alarms.remove(alarms.size() - 1).until(number - 1));
    }
  }
}
