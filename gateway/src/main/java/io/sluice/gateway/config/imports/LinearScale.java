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

  /** Engineering value where the raw one is 0; a tag list has a factor only. */
  double offset() {
    double offset = low - rawLow * factor();
    return Math.abs(offset) <= ROUNDING * Math.abs(high - low) ? 0 : offset;
  }

  /** Puts it into the row, or says why it does not fit. */
  void into(Harvest.Row row, Position at) {
    if (offset() != 0) {
      row.unsupported(
          at,
          "the scale has an offset: "
              + Quantity.number(rawLow)
              + " means "
              + Quantity.number(low)
              + ", so 0 means "
              + Quantity.number(offset())
              + "; a tag list has a factor only");
      return;
    }
    row.put("scale", at, ForeignNumber.text(factor()));
    row.put("low", at, ForeignNumber.text(Math.min(low, high)));
    row.put("high", at, ForeignNumber.text(Math.max(low, high)));
  }
}
