package io.sluice.gateway.setpoints;

import java.util.Locale;

/**
 * Where a setpoint stands: OFF, SHADOW, ADVISE, ARMED, CLOSED, HOLD, SHED or TRIPPED.
 *
 * <p>{@link PhaseMachine} has the transitions.
 */
public sealed interface Phase {
  /** Refuses; by configuration, or because the gateway stops. */
  record Off(String reason) implements Phase {}

  /** Computes and logs. */
  record Shadow() implements Phase {}

  /** Computes, logs and shows an operator. */
  record Advise() implements Phase {}

  /** Released by a person, nothing written yet. */
  record Armed(String person) implements Phase {}

  /** In control. */
  record Closed(String person) implements Phase {}

  /**
   * No new writes; the last value stays.
   *
   * @param before phase to go back to where the hold ends by itself
   */
  record Hold(HoldCause cause, String reason, long sinceNanos, Phase before) implements Phase {}

  /** Control is handed back to the PLC; a person releases it again. */
  record Shed(String reason) implements Phase {}

  /** Latched; a person looks first. */
  record Tripped(String reason) implements Phase {}

  /** Why it stands there; empty where it is as it should be. */
  default String reason() {
    return "";
  }

  /** The word for screens: {@code OFF}, {@code SHADOW} … */
  default String word() {
    return getClass().getSimpleName().toUpperCase(Locale.ROOT);
  }
}
