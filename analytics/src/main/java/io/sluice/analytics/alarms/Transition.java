package io.sluice.analytics.alarms;

/** What a row did to an alarm. */
public enum Transition {
  NONE,
  RAISED,
  CLEARED
}
