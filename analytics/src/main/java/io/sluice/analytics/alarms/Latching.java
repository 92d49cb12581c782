package io.sluice.analytics.alarms;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What becomes of an alarm when the process is back to normal. */
public enum Latching {
  @JsonPropertyDescription("It is over; one never acknowledged says so until it is.")
  NONE,
  @JsonPropertyDescription("It stays until it is acknowledged after the return.")
  UNTIL_ACKNOWLEDGED
}
