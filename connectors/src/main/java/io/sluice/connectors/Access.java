package io.sluice.connectors;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What a gateway may do with a tag. A writable tag is still only written through a setpoint. */
public enum Access {
  @JsonPropertyDescription("It is read and watched, never written.")
  READ,
  @JsonPropertyDescription("A setpoint may write it, within its limits.")
  WRITE
}
