package io.sluice.analytics.alarms;

/** How soon an operator has to act (ISA-18.2, clause 9). */
public enum Priority {
  LOW,
  MEDIUM,
  HIGH,
  URGENT
}
