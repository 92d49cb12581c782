package io.sluice.analytics.alarms;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How soon an operator has to act (ISA-18.2, clause 9). */
public enum Priority {
  @JsonPropertyDescription("When there is time.")
  LOW,
  @JsonPropertyDescription("Within the shift.")
  MEDIUM,
  @JsonPropertyDescription("Soon.")
  HIGH,
  @JsonPropertyDescription("At once.")
  URGENT
}
