package io.sluice.connectors.plc4x;

import io.sluice.connectors.DataType;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.link.WireNumber;
import io.sluice.connectors.plan.ScanBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One tag's bytes in an S7: big endian, texts as STRING with their two lengths in front.
 *
 * @param index of the tag in its group
 * @param type on the wire
 * @param address where it lies
 */
record S7Values(int index, DataType type, S7Address address) {
  static S7Values of(int index, Tag tag) {
    return new S7Values(index, tag.type(), S7Address.parse(tag.address()));
  }

  /**
   * Takes the tag out of what was read.
   *
   * @param read bytes from {@code start} on; they hold at least the beginning of the tag
   */
  void take(ByteBuffer read, int start, ScanBuffer into, long time) {
    int at = address.start() - start;
    if (type == DataType.STRING) {
      text(read, at, into, time);
    } else {
      into.good(index, number(read, at), time);
    }
  }

  private double number(ByteBuffer read, int at) {
    boolean oneByte = address.size() == S7Address.Size.BYTE;
    return switch (type) {
      case BOOL -> read.get(at) >> address.extra().orElse(0) & 1;
      case INT16 -> oneByte ? read.get(at) : read.getShort(at);
      case UINT16 -> oneByte ? read.get(at) & 0xFF : read.getShort(at) & 0xFFFF;
      case INT32 -> read.getInt(at);
      case UINT32 -> read.getInt(at) & 0xFFFF_FFFFL;
      case INT64 -> read.getLong(at);
      case UINT64 -> unsigned(read.getLong(at));
      case FLOAT32 -> read.getFloat(at);
      case FLOAT64 -> read.getDouble(at);
      case STRING -> throw new IllegalStateException("a text is no number");
    };
  }

  private static double unsigned(long bits) {
    double half = (double) (bits >>> 1);
    return bits >= 0 ? (double) bits : half * 2 + (bits & 1);
  }

  /**
   * A text that is longer than the tag says, or than one answer, has no value: never half of it.
   */
  private void text(ByteBuffer read, int at, ScanBuffer into, long time) {
    int length = read.get(at + 1) & 0xFF;
    int room = Math.min(address.extra().orElse(0), read.limit() - at - 2);
    if (length > room) {
      into.bad(index, StatusCode.BAD_OUT_OF_RANGE, time);
      return;
    }
    byte[] bytes = new byte[length];
    read.get(at + 2, bytes);
    into.text(index, new String(bytes, StandardCharsets.ISO_8859_1), time);
  }

  /** The bytes of a number that fits, as {@link #fits} says; one byte, 0 or 1, for a bit. */
  byte[] bytes(WireNumber wire) {
    ByteBuffer out = ByteBuffer.allocate(address.bytes(type));
    if (wire instanceof WireNumber.Real real) {
      return type == DataType.FLOAT32
          ? out.putFloat((float) real.value()).array()
          : out.putDouble(real.value()).array();
    }
    long value = ((WireNumber.Whole) wire).value();
    return switch (out.capacity()) {
      case 1 -> out.put((byte) value).array();
      case 2 -> out.putShort((short) value).array();
      case 4 -> out.putInt((int) value).array();
      default -> out.putLong(value).array();
    };
  }

  /** False where a number is too large for the one byte that the address names. */
  boolean fits(WireNumber wire) {
    if (!(wire instanceof WireNumber.Whole whole) || address.size() != S7Address.Size.BYTE) {
      return true;
    }
    return switch (type) {
      case INT16 -> whole.value() == (byte) whole.value();
      case UINT16 -> whole.value() <= 0xFF;
      default -> true;
    };
  }
}
