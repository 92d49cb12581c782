package io.sluice.gateway.setpoints;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How far a setpoint may go, as configured. */
public enum SetpointMode {
  @JsonPropertyDescription("Refuses every request.")
  OFF,
  @JsonPropertyDescription("Computes and logs every decision, fresh reads included; never writes.")
  SHADOW,
  @JsonPropertyDescription("As shadow, and shows the value to an operator.")
  ADVISE,
  @JsonPropertyDescription("Writes, once a person has released it.")
  CLOSED
}
