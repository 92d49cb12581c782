package io.sluice.analytics.alarms;

/** Where an alarm is between two rows. */
public enum AlarmState {
  /** No alarm, score below the threshold. */
  NORMAL,
  /** No alarm yet: the score is at the threshold or above, the on-delay runs. */
  PENDING,
  /** Alarm. */
  ACTIVE,
  /** Still an alarm: the score is below the off-level, the off-delay runs. */
  CLEARING;

  /** True while the operator sees the alarm. */
  public boolean raised() {
    return this == ACTIVE || this == CLEARING;
  }
}
