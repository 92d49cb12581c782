package io.sluice.gateway.setpoints;

import io.sluice.connectors.Tag;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** How values, units and durations are spelt in the sentences people read. */
final class Phrase {
  private static final MathContext SEVEN_DIGITS = new MathContext(7, RoundingMode.HALF_EVEN);

  private Phrase() {}

  static String value(double value, Tag tag) {
    return value(value, tag.unit());
  }

  static String value(double value, String unit) {
    return unit.isEmpty() ? number(value) : number(value) + " " + unit;
  }

  /** Seven significant digits, no exponent up to 15 places. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(value).round(SEVEN_DIGITS).stripTrailingZeros();
    boolean plain = exact.signum() == 0 || Math.abs(exact.precision() - exact.scale()) <= 15;
    return plain ? exact.toPlainString() : exact.toString();
  }

  static String nanos(long nanos) {
    if (nanos < 1_000_000_000L) {
      return Math.round(nanos / 1e6) + " ms";
    }
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9).replace(".0 s", " s");
  }

  static String duration(Duration duration) {
    return nanos(duration.toNanos());
  }
}
