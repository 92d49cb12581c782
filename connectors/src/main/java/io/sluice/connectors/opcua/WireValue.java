package io.sluice.connectors.opcua;

import io.sluice.connectors.DataType;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.link.WireNumber;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.jspecify.annotations.Nullable;

/** A number on its way into a Variant of the very type the server's node has. */
final class WireValue {
  /** Numbers of the built-in types (OPC 10000-6, 5.1.2). */
  private static final int BOOLEAN = 1;

  private static final int SBYTE = 2;
  private static final int BYTE = 3;
  private static final int INT16 = 4;
  private static final int UINT16 = 5;
  private static final int INT32 = 6;
  private static final int UINT32 = 7;
  private static final int INT64 = 8;
  private static final int UINT64 = 9;
  private static final int FLOAT = 10;
  private static final int DOUBLE = 11;

  private WireValue() {}

  /** A value for the server, or why there is none. */
  sealed interface Result {
    /** Fits. */
    record Ready(Variant variant) implements Result {}

    /** Does not fit, or is of another kind. */
    record Refused(StatusCode status, String reason) implements Result {}
  }

  /**
   * Converts without narrowing.
   *
   * @param builtinType number of the node's built-in type
   * @param value in the tag's engineering unit
   */
  static Result of(Tag tag, int builtinType, double value) {
    DataType type = type(builtinType);
    if (type == null) {
      return new Result.Refused(
          StatusCode.BAD_TYPE_MISMATCH,
          "the node holds built-in type " + builtinType + ", not a number");
    }
    WireNumber number = WireNumber.of(tag, type, value);
    if (number instanceof WireNumber.Refused refused) {
      return new Result.Refused(refused.status(), refused.reason());
    }
    if (number instanceof WireNumber.Whole whole && !fitsByte(builtinType, whole.value())) {
      return new Result.Refused(
          StatusCode.BAD_OUT_OF_RANGE, value + tag.unitSuffix() + " does not fit one byte");
    }
    return new Result.Ready(new Variant(boxed(builtinType, number)));
  }

  private static @Nullable DataType type(int builtinType) {
    return switch (builtinType) {
      case BOOLEAN -> DataType.BOOL;
      case SBYTE, INT16 -> DataType.INT16;
      case BYTE, UINT16 -> DataType.UINT16;
      case INT32 -> DataType.INT32;
      case UINT32 -> DataType.UINT32;
      case INT64 -> DataType.INT64;
      case UINT64 -> DataType.UINT64;
      case FLOAT -> DataType.FLOAT32;
      case DOUBLE -> DataType.FLOAT64;
      default -> null;
    };
  }

  private static boolean fitsByte(int builtinType, long value) {
    return switch (builtinType) {
      case SBYTE -> value == (byte) value;
      case BYTE -> value == (value & 0xFF);
      default -> true;
    };
  }

  private static Object boxed(int builtinType, WireNumber number) {
    double real = number instanceof WireNumber.Real one ? one.value() : 0;
    long whole = number instanceof WireNumber.Whole one ? one.value() : 0;
    return switch (builtinType) {
      case BOOLEAN -> whole != 0;
      case SBYTE -> (byte) whole;
      case BYTE -> Unsigned.ubyte((short) whole);
      case INT16 -> (short) whole;
      case UINT16 -> Unsigned.ushort((int) whole);
      case INT32 -> (int) whole;
      case UINT32 -> Unsigned.uint(whole);
      case INT64 -> whole;
      case UINT64 -> Unsigned.ulong(whole);
      case FLOAT -> (float) real;
      default -> real;
    };
  }
}
