package io.sluice.gateway.setpoints;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;

/**
 * What a device can hold of an engineering value: whole multiples of the scale beyond the offset
 * for integers, the nearest single for FLOAT32. Bounds are checked on this, not on what was asked
 * for.
 */
final class WireValue {
  private static final double SAME = 1e-6;

  private WireValue() {}

  /** The engineering value the device would hold, rounded towards {@code current}. */
  static double towards(Tag tag, double value, double current) {
    double wire = tag.toWire(value);
    double from = tag.toWire(current);
    return switch (tag.type()) {
      case FLOAT64 -> value;
      case FLOAT32 -> tag.fromWire(single(wire, from));
      default -> tag.fromWire(whole(wire, from));
    };
  }

  /** True where the type can hold the value without overflow. */
  static boolean fits(Tag tag, double value) {
    double wire = Math.rint(tag.toWire(value));
    return switch (tag.type()) {
      case BOOL, STRING -> false;
      case INT16 -> wire >= Short.MIN_VALUE && wire <= Short.MAX_VALUE;
      case UINT16 -> wire >= 0 && wire <= 0xFFFF;
      case INT32 -> wire >= Integer.MIN_VALUE && wire <= Integer.MAX_VALUE;
      case UINT32 -> wire >= 0 && wire <= 0xFFFF_FFFFL;
      // Above 2^53 a double no longer tells neighbours apart.
      case INT64 -> Math.abs(wire) <= 0x1p53;
      case UINT64 -> wire >= 0 && wire <= 0x1p53;
      case FLOAT32 -> Math.abs(tag.toWire(value)) <= Float.MAX_VALUE;
      case FLOAT64 -> Double.isFinite(tag.toWire(value));
    };
  }

  /** Smallest difference between two values of an integer tag; 0 for floating point. */
  static double resolution(Tag tag) {
    boolean floating = tag.type() == DataType.FLOAT32 || tag.type() == DataType.FLOAT64;
    return floating ? 0 : Math.abs(tag.scale());
  }

  private static double whole(double wire, double from) {
    double nearest = Math.rint(wire);
    if (Math.abs(nearest - wire) <= SAME * Math.max(1, Math.abs(wire))) {
      return nearest;
    }
    return from < wire ? Math.floor(wire) : Math.ceil(wire);
  }

  private static double single(double wire, double from) {
    float nearest = (float) wire;
    if (from < wire && nearest > wire) {
      return Math.nextDown(nearest);
    }
    return from > wire && nearest < wire ? Math.nextUp(nearest) : nearest;
  }
}
