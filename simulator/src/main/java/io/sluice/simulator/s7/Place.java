package io.sluice.simulator.s7;

import java.util.OptionalInt;

/**
 * A run of bytes of the PLC's memory, or one bit.
 *
 * @param area which memory
 * @param block number of the data block, 0 in other areas
 * @param start first byte
 * @param length bytes, 1 for a bit
 * @param bit number of the bit within its byte, 0 to 7; empty for whole bytes
 */
public record Place(Area area, int block, int start, int length, OptionalInt bit) {
  public Place {
    if (start < 0 || length < 1 || (bit.isPresent() && (length != 1 || bit.getAsInt() > 7))) {
      throw new IllegalArgumentException(
          "place of " + length + " bytes from " + start + ", bit " + bit);
    }
  }

  /** First byte behind it. */
  public int end() {
    return start + length;
  }
}
