package io.sluice.gateway.spool;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What a spool does once its bytes are used up. */
public enum WhenFull {
  @JsonPropertyDescription("The oldest records make room and are declared as a gap.")
  DROP_OLDEST,
  @JsonPropertyDescription("New records are refused; who appends them keeps them.")
  REFUSE
}
