package io.sluice.analytics.alarms;

/** Whether an alarm is suppressed by design (ISA-18.2-2016, clause 5, state H). */
public enum Suppression {
  UNSUPPRESSED,
  SUPPRESSED
}
