package io.sluice.analytics.alarms;

/** Whether an alarm has been taken out of service (ISA-18.2-2016, clause 5, state I). */
public enum Service {
  IN_SERVICE,
  OUT_OF_SERVICE
}
