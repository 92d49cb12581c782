package io.sluice.connectors;

/** What kind of quantity a tag carries; features and guards differ by it. */
public enum TagClass {
  /** Fast process quantity: flow, pressure, current, speed, vibration. */
  PROCESS,
  /** Slow quantity whose level drifts with the weather: temperature, tank level. */
  THERMAL,
  /** Ever-rising count. */
  COUNTER,
  /** A value somebody commands. */
  SETPOINT,
  /** An operating state, compared for equality only. */
  MODE,
  /** Part of a protection function: may be read, can never be written. */
  SAFETY
}
