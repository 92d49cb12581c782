package io.sluice.simulator.s7;

import java.util.Optional;

/** The element an address counts in, and how its values are announced in an answer. */
enum WireSize {
  BIT(0x01, 1, Announced.BIT),
  BYTE(0x02, 1, Announced.BITS),
  CHAR(0x03, 1, Announced.BITS),
  WORD(0x04, 2, Announced.BITS),
  INT(0x05, 2, Announced.INTEGER),
  DWORD(0x06, 4, Announced.BITS),
  DINT(0x07, 4, Announced.BITS),
  REAL(0x08, 4, Announced.REAL),
  DATE(0x09, 2, Announced.BITS),
  TIME_OF_DAY(0x0A, 4, Announced.BITS),
  TIME(0x0B, 4, Announced.BITS),
  S5TIME(0x0C, 2, Announced.BITS),
  DATE_AND_TIME(0x0F, 8, Announced.BITS);

  /** How the length of a value is counted. */
  enum Announced {
    BIT(0x03, true),
    BITS(0x04, true),
    INTEGER(0x05, true),
    REAL(0x07, false),
    OCTETS(0x09, false);

    private final int code;
    private final boolean inBits;

    Announced(int code, boolean inBits) {
      this.code = code;
      this.inBits = inBits;
    }

    int code() {
      return code;
    }

    /** The length field of so many bytes. */
    int length(int bytes) {
      if (this == BIT) {
        return 1;
      }
      return inBits ? 8 * bytes : bytes;
    }

    /** Bytes that a length field announces. */
    static Optional<Integer> bytes(int code, int length) {
      for (Announced one : values()) {
        if (one.code == code) {
          return Optional.of(one.inBits ? (length + 7) / 8 : length);
        }
      }
      return Optional.empty();
    }
  }

  private final int code;
  private final int bytes;
  private final Announced announced;

  WireSize(int code, int bytes, Announced announced) {
    this.code = code;
    this.bytes = bytes;
    this.announced = announced;
  }

  int bytes() {
    return bytes;
  }

  Announced announced() {
    return announced;
  }

  static Optional<WireSize> of(int code) {
    for (WireSize size : values()) {
      if (size.code == code) {
        return Optional.of(size);
      }
    }
    return Optional.empty();
  }
}
