package io.sluice.connectors;

import java.util.Optional;

/**
 * Quality of a sample as an OPC UA status code (OPC 10000-4, 7.39; numbers of OPC 10000-6, A.2),
 * for every protocol.
 *
 * <p>Scans keep codes as plain ints; the static questions work on those without allocating.
 *
 * @param code the 32-bit status code; the two highest bits are the severity
 */
public record StatusCode(int code) {
  public static final StatusCode GOOD = new StatusCode(0x00000000);
  public static final StatusCode UNCERTAIN = new StatusCode(0x40000000);
  public static final StatusCode UNCERTAIN_LAST_USABLE_VALUE = new StatusCode(0x40900000);
  public static final StatusCode UNCERTAIN_ENGINEERING_UNITS_EXCEEDED = new StatusCode(0x40940000);
  public static final StatusCode BAD = new StatusCode(0x80000000);
  public static final StatusCode BAD_COMMUNICATION_ERROR = new StatusCode(0x80050000);
  public static final StatusCode BAD_DECODING_ERROR = new StatusCode(0x80070000);
  public static final StatusCode BAD_RESOURCE_UNAVAILABLE = new StatusCode(0x80040000);
  public static final StatusCode BAD_TIMEOUT = new StatusCode(0x800A0000);
  public static final StatusCode BAD_SHUTDOWN = new StatusCode(0x800C0000);
  public static final StatusCode BAD_NO_COMMUNICATION = new StatusCode(0x80310000);
  public static final StatusCode BAD_WAITING_FOR_INITIAL_DATA = new StatusCode(0x80320000);
  public static final StatusCode BAD_NODE_ID_UNKNOWN = new StatusCode(0x80340000);
  public static final StatusCode BAD_NOT_READABLE = new StatusCode(0x803A0000);
  public static final StatusCode BAD_NOT_WRITABLE = new StatusCode(0x803B0000);
  public static final StatusCode BAD_OUT_OF_RANGE = new StatusCode(0x803C0000);
  public static final StatusCode BAD_NOT_SUPPORTED = new StatusCode(0x803D0000);
  public static final StatusCode BAD_TYPE_MISMATCH = new StatusCode(0x80740000);
  public static final StatusCode BAD_CONFIGURATION_ERROR = new StatusCode(0x80890000);
  public static final StatusCode BAD_NOT_CONNECTED = new StatusCode(0x808A0000);
  public static final StatusCode BAD_DEVICE_FAILURE = new StatusCode(0x808B0000);
  public static final StatusCode BAD_SENSOR_FAILURE = new StatusCode(0x808C0000);

  /**
   * The code that is written so; empty where it is neither a name that {@link #toString} gives nor
   * a hexadecimal number of 32 bits.
   */
  public static Optional<StatusCode> parse(String text) {
    if (text.startsWith("0x")) {
      try {
        return Optional.of(new StatusCode(Integer.parseUnsignedInt(text.substring(2), 16)));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    return StatusCodeNames.codeOf(text).map(StatusCode::new);
  }

  /** True for severity Good (bits 31..30 = 00). */
  public static boolean isGood(int code) {
    return code >>> 30 == 0;
  }

  /** True for severity Uncertain (bits 31..30 = 01). */
  public static boolean isUncertain(int code) {
    return code >>> 30 == 1;
  }

  /** True for severity Bad (bit 31 set; the reserved fourth severity counts as Bad). */
  public static boolean isBad(int code) {
    return code < 0;
  }

  public boolean good() {
    return isGood(code);
  }

  public boolean bad() {
    return isBad(code);
  }

  /**
   * The code's name in the standard's spelling, or its hexadecimal number where it is not one of
   * ours.
   */
  @Override
  public String toString() {
    return StatusCodeNames.of(code);
  }
}
