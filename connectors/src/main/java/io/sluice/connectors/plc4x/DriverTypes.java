package io.sluice.connectors.plc4x;

import io.sluice.connectors.DataType;
import io.sluice.connectors.link.WireNumber;
import java.math.BigInteger;

/** Our types as PLC4X's drivers name and box them. */
public final class DriverTypes {
  private DriverTypes() {}

  /** PLC4X's name of the type, as in {@code holding-register:1:REAL}. */
  public static String name(DataType type) {
    return switch (type) {
      case BOOL -> "BOOL";
      case INT16 -> "INT";
      case UINT16 -> "UINT";
      case INT32 -> "DINT";
      case UINT32 -> "UDINT";
      case INT64 -> "LINT";
      case UINT64 -> "ULINT";
      case FLOAT32 -> "REAL";
      case FLOAT64 -> "LREAL";
      case STRING -> "STRING";
    };
  }

  /** PLC4X converts no value by itself without losing something: it gets the exact type. */
  public static Object boxed(DataType type, WireNumber wire) {
    if (wire instanceof WireNumber.Real real) {
      return type == DataType.FLOAT32 ? (Object) (float) real.value() : (Object) real.value();
    }
    if (!(wire instanceof WireNumber.Whole whole)) {
      throw new IllegalArgumentException("nothing to write: " + wire);
    }
    long value = whole.value();
    return switch (type) {
      case BOOL -> value != 0;
      case INT16 -> (short) value;
      case UINT16, INT32 -> (int) value;
      case UINT64 -> new BigInteger(Long.toUnsignedString(value));
      default -> value;
    };
  }
}
