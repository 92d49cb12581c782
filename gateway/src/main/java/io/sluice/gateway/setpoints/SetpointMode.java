package io.sluice.gateway.setpoints;

/** How far a setpoint may go, as configured. */
public enum SetpointMode {
  /** Refuses every request. */
  OFF,
  /** Computes and logs every decision, fresh reads included; never writes. */
  SHADOW,
  /** As shadow, and shows the value to an operator. */
  ADVISE,
  /** Writes, once a person has released it. */
  CLOSED
}
