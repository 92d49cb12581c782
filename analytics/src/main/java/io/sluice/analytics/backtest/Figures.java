package io.sluice.analytics.backtest;

import java.util.OptionalDouble;

/**
 * How alarms go with labels, counted by rows as the SKAB benchmark does, so that files add up.
 *
 * @param rows scored rows, with a verdict or without
 * @param verdicts rows with a score
 * @param alarmRows rows at which an alarm stood
 * @param alarms times that an alarm was raised
 * @param falseAlarms alarms that stood at no faulty row; all where there are no labels
 * @param found faulty rows with an alarm
 * @param missed faulty rows without
 * @param events runs of faulty rows
 * @param eventsFound those with an alarm at one row at least
 * @param delayRows rows from the begin of found events to their first alarm, added up
 * @param delaySeconds the same in plant time
 * @param normalSeconds plant time without fault; all where there are no labels
 */
public record Figures(
    long rows,
    long verdicts,
    long alarmRows,
    long alarms,
    long falseAlarms,
    long found,
    long missed,
    long events,
    long eventsFound,
    long delayRows,
    double delaySeconds,
    double normalSeconds) {
  public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private static final double HOUR = 3600;
  private static final double WEEK = 7 * 24 * HOUR;

  /** Both together. */
  public Figures plus(Figures other) {
    return new Figures(
        rows + other.rows,
        verdicts + other.verdicts,
        alarmRows + other.alarmRows,
        alarms + other.alarms,
        falseAlarms + other.falseAlarms,
        found + other.found,
        missed + other.missed,
        events + other.events,
        eventsFound + other.eventsFound,
        delayRows + other.delayRows,
        delaySeconds + other.delaySeconds,
        normalSeconds + other.normalSeconds);
  }

  /** 2·found / (2·found + false rows + missed); empty without faulty rows and alarms. */
  public OptionalDouble f1() {
    return share(2 * found, 2 * found + (alarmRows - found) + missed);
  }

  /** Part of the rows without fault at which an alarm stood, 0 to 1. */
  public OptionalDouble far() {
    return share(alarmRows - found, rows - found - missed);
  }

  /** Part of the faulty rows at which no alarm stood, 0 to 1. */
  public OptionalDouble mar() {
    return share(missed, found + missed);
  }

  public OptionalDouble falseAlarmsPerHour() {
    return per(HOUR);
  }

  public OptionalDouble falseAlarmsPerWeek() {
    return per(WEEK);
  }

  /** From the begin of a found event to its alarm, in seconds, on the average. */
  public OptionalDouble meanDelaySeconds() {
    return eventsFound == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(delaySeconds / eventsFound);
  }

  /** The same in rows. */
  public OptionalDouble meanDelayRows() {
    return share(delayRows, eventsFound);
  }

  private OptionalDouble per(double seconds) {
    return normalSeconds > 0
        ? OptionalDouble.of(falseAlarms * seconds / normalSeconds)
        : OptionalDouble.empty();
  }

  private static OptionalDouble share(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
