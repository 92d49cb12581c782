package io.sluice.gateway.config.imports;

import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Quantity;

/**
 * A straight line from raw to engineering values, as Kepware and Ignition describe it by two
 * points.
 *
 * @param rawLow raw value at the lower point
 * @param rawHigh raw value at the upper point
 * @param low engineering value at the lower point
 * @param high engineering value at the upper point
 */
record LinearScale(double rawLow, double rawHigh, double low, double high) {
  /** A part of the span that rounding explains. */
  private static final double ROUNDING = 1e-9;

  LinearScale {
    if (rawLow == rawHigh || low == high) {
      throw new IllegalArgumentException(
          "the scale from "
              + Quantity.number(rawLow)
              + " to "
              + Quantity.number(rawHigh)
              + " onto "
              + Quantity.number(low)
              + " to "
              + Quantity.number(high)
              + " is no line");
    }
  }

  double factor() {
    return (high - low) / (rawHigh - rawLow);
  }

  /** Engineering value where the raw one is 0. */
  double offset() {
    double offset = low - rawLow * factor();
    return Math.abs(offset) <= ROUNDING * Math.abs(high - low) ? 0 : offset;
  }

  /** Puts it into the row. */
  void into(Harvest.Row row, Position at) {
    row.put("scale", at, ForeignNumber.text(factor()));
    if (offset() != 0) {
      row.put("offset", at, ForeignNumber.text(offset()));
    }
    row.put("low", at, ForeignNumber.text(Math.min(low, high)));
    row.put("high", at, ForeignNumber.text(Math.max(low, high)));
  }
}
