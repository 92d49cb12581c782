package io.sluice.connectors;

/** What a gateway may do with a tag. A writable tag is still only written through a setpoint. */
public enum Access {
  READ,
  WRITE
}
