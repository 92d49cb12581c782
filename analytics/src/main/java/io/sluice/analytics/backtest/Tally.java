package io.sluice.analytics.backtest;

/** Counts how alarms go with labels, row by row. */
final class Tally {
  private final double interval;
  private long rows;
  private long verdicts;
  private long alarmRows;
  private long alarms;
  private long falseAlarms;
  private long found;
  private long missed;
  private long events;
  private long eventsFound;
  private long delayRows;
  private double delaySeconds;
  private boolean alarming;
  private boolean meetsFault;
  private boolean faulty;
  private boolean eventFound;
  private long eventRow;
  private long eventNanos;

  /**
   * @param interval usual time between rows in nanoseconds
   */
  Tally(long interval) {
    this.interval = interval / 1e9;
  }

  /** Takes a row: whether it has a verdict, is faulty and has an alarm. */
  void row(long nanos, boolean verdict, boolean fault, boolean alarm) {
    if (fault && !faulty) {
      events++;
      eventFound = false;
      eventRow = rows;
      eventNanos = nanos;
    }
    faulty = fault;
    alarm(fault, alarm);
    if (fault && alarm && !eventFound) {
      eventFound = true;
      eventsFound++;
      delayRows += rows - eventRow;
      delaySeconds += (nanos - eventNanos) / 1e9;
    }
    rows++;
    verdicts += verdict ? 1 : 0;
    alarmRows += alarm ? 1 : 0;
    found += fault && alarm ? 1 : 0;
    missed += fault && !alarm ? 1 : 0;
  }

  /** What was counted so far. */
  Figures figures() {
    long unmet = falseAlarms + (alarming && !meetsFault ? 1 : 0);
    return new Figures(
        rows,
        verdicts,
        alarmRows,
        alarms,
        unmet,
        found,
        missed,
        events,
        eventsFound,
        delayRows,
        delaySeconds,
        (rows - found - missed) * interval);
  }

  private void alarm(boolean fault, boolean alarm) {
    if (alarm && !alarming) {
      alarms++;
      meetsFault = false;
    } else if (!alarm && alarming && !meetsFault) {
      falseAlarms++;
    }
    alarming = alarm;
    meetsFault |= alarm && fault;
  }
}
