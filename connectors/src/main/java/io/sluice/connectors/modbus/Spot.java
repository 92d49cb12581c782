package io.sluice.connectors.modbus;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.plan.ScanBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where a tag lies and how its value is made of what lies there.
 *
 * @param part bit of a register, or characters of a text; 0 for all others
 */
record Spot(int unit, Table table, int offset, DataType type, int part, WordOrder order) {
  /**
   * The tag's spot.
   *
   * @throws IllegalArgumentException where the address is none
   */
  static Spot of(Tag tag, ModbusOptions options) {
    ModbusAddress address = ModbusAddress.parse(tag.address());
    Integer unit = address.unit();
    Integer part = address.part();
    WordOrder order = address.order();
    return new Spot(
        unit == null ? options.unit() : unit,
        address.table(),
        address.offset(),
        tag.type(),
        part == null ? 0 : part,
        order == null ? options.wordOrder() : order);
  }

  /** Registers, or bits, that the value takes. */
  int width() {
    return type == DataType.STRING ? (part + 1) / 2 : width(type);
  }

  /** The same for the types whose width does not depend on the address. */
  static int width(DataType type) {
    return switch (type) {
      case BOOL, INT16, UINT16, STRING -> 1;
      case INT32, UINT32, FLOAT32 -> 2;
      case INT64, UINT64, FLOAT64 -> 4;
    };
  }

  /**
   * Takes the value out of a block's data.
   *
   * @param data registers as bytes, or bits packed into bytes from the lowest
   * @param from offset of the block's first register or bit
   */
  void take(int tag, byte[] data, int from, ScanBuffer into, long time) {
    int at = offset - from;
    if (table.bits()) {
      into.good(tag, data[at / 8] >> at % 8 & 1, time);
    } else if (type == DataType.STRING) {
      into.text(tag, text(data, 2 * at), time);
    } else if (type == DataType.BOOL) {
      into.good(tag, (double) (order.raw(data, 2 * at, 1) >> part & 1), time);
    } else {
      into.good(tag, number(order.raw(data, 2 * at, width())), time);
    }
  }

  private double number(long raw) {
    return switch (type) {
      case INT16 -> (short) raw;
      case INT32 -> (double) (int) raw;
      case FLOAT32 -> Float.intBitsToFloat((int) raw);
      case FLOAT64 -> Double.longBitsToDouble(raw);
      case UINT64 -> unsigned(raw);
      default -> (double) raw;
    };
  }

  /** To the nearest double: the lowest bit must not be lost before it was rounded. */
  private static double unsigned(long raw) {
    return raw >= 0 ? (double) raw : (double) ((raw >>> 1) | (raw & 1)) * 2;
  }

  /** One byte a character, up to the first NUL, without the blanks that fill up. */
  private String text(byte[] data, int at) {
    String text = new String(order.text(data, at, part), StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\0');
    return (end < 0 ? text : text.substring(0, end)).stripTrailing();
  }
}
