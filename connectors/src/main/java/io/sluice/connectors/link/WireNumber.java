package io.sluice.connectors.link;

import io.sluice.connectors.DataType;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number as the wire carries it: the inverse of the tag's scale, rounded to the nearest step the
 * wire type has, and never narrowed. What does not fit is refused, not clipped.
 */
public sealed interface WireNumber {
  /** For BOOL and the integers. UINT64 is carried in the same 64 bits. */
  record Whole(long value) implements WireNumber {}

  /** For FLOAT32 (already a float's value) and FLOAT64. */
  record Real(double value) implements WireNumber {}

  /** Does not fit; nothing may be sent. */
  record Refused(StatusCode status, String reason) implements WireNumber {}

  /**
   * What is to be sent for a value.
   *
   * @param type type on the wire: the tag's, or what the server says
   * @param value in the tag's engineering unit
   */
  static WireNumber of(Tag tag, DataType type, double value) {
    double wire = tag.toWire(value);
    return switch (type) {
      case FLOAT64 -> real(tag, type, value, wire);
      case FLOAT32 -> real(tag, type, value, (float) wire);
      case STRING ->
          new Refused(StatusCode.BAD_TYPE_MISMATCH, tag.name() + " is a text, not a number");
      default -> whole(tag, type, value, wire);
    };
  }

  /** Half of the smallest step the wire can carry near the value, in the tag's unit. */
  static double halfStep(Tag tag, double value) {
    double scale = Math.abs(tag.scale());
    return switch (tag.type()) {
      case FLOAT32 -> Math.ulp((float) tag.toWire(value)) * scale / 2 + Math.ulp(value);
      case FLOAT64, STRING -> 2 * Math.ulp(value);
      default -> scale / 2 + Math.ulp(value);
    };
  }

  private static WireNumber real(Tag tag, DataType type, double value, double wire) {
    return Double.isFinite(wire) ? new Real(wire) : refused(tag, type, value);
  }

  private static WireNumber whole(Tag tag, DataType type, double value, double wire) {
    double rounded = Math.rint(wire);
    if (!Double.isFinite(rounded)) {
      return refused(tag, type, value);
    }
    BigInteger exact = new BigDecimal(rounded).toBigInteger();
    boolean fits = exact.compareTo(lowest(type)) >= 0 && exact.compareTo(highest(type)) <= 0;
    return fits ? new Whole(exact.longValue()) : refused(tag, type, value);
  }

  private static Refused refused(Tag tag, DataType type, double value) {
    return new Refused(
        StatusCode.BAD_OUT_OF_RANGE,
        value + tag.unitSuffix() + " does not fit " + type + " at " + tag.scaling());
  }

  private static BigInteger lowest(DataType type) {
    return switch (type) {
      case INT16 -> BigInteger.valueOf(Short.MIN_VALUE);
      case INT32 -> BigInteger.valueOf(Integer.MIN_VALUE);
      case INT64 -> BigInteger.valueOf(Long.MIN_VALUE);
      default -> BigInteger.ZERO;
    };
  }

  private static BigInteger highest(DataType type) {
    return switch (type) {
      case BOOL -> BigInteger.ONE;
      case INT16 -> BigInteger.valueOf(Short.MAX_VALUE);
      case UINT16 -> BigInteger.valueOf(0xFFFF);
      case INT32 -> BigInteger.valueOf(Integer.MAX_VALUE);
      case UINT32 -> BigInteger.valueOf(0xFFFF_FFFFL);
      case INT64 -> BigInteger.valueOf(Long.MAX_VALUE);
      default -> BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    };
  }
}
