package io.sluice.simulator.s7;

import java.nio.ByteBuffer;

/** What stands behind a PLC's addresses. Called by the threads of all connections. */
public interface Memory {
  /** The bytes at a place; for a bit one byte, 0 or 1. */
  Answer read(Place place);

  /** Takes as many bytes as the place is long; for a bit one byte, 0 or 1. */
  ReturnCode write(Place place, byte[] bytes);

  /** What a read brings. */
  sealed interface Answer {
    /** The bytes, exactly as many as asked. */
    record Bytes(ByteBuffer bytes) implements Answer {}

    /** Why there are none. */
    record Refused(ReturnCode why) implements Answer {}
  }
}
