package io.sluice.connectors;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What kind of quantity a tag carries; features and guards differ by it. */
public enum TagClass {
  @JsonPropertyDescription("Fast process quantity: flow, pressure, current, speed, vibration.")
  PROCESS,
  @JsonPropertyDescription(
      "Slow quantity whose level drifts with the weather: temperature, tank level.")
  THERMAL,
  @JsonPropertyDescription("Ever-rising count.")
  COUNTER,
  @JsonPropertyDescription("A value somebody commands.")
  SETPOINT,
  @JsonPropertyDescription("An operating state, compared for equality only.")
  MODE,
  @JsonPropertyDescription("Part of a protection function: may be read, can never be written.")
  SAFETY
}
