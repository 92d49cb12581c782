package io.sluice.gateway.config.imports;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as spreadsheets and other programs write them, and as a tag list wants them. */
final class ForeignNumber {
  private static final Pattern POINT =
      Pattern.compile("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]{1,3})?");
  private static final Pattern COMMA = Pattern.compile("[+-]?[0-9]*,[0-9]+([eE][+-]?[0-9]{1,3})?");
  private static final Pattern GROUPED_COMMA =
      Pattern.compile("[+-]?[0-9]{1,3}([.  ][0-9]{3})+(,[0-9]+)?");
  private static final int LONGEST = 40;

  /** Which sign divides the decimals. */
  enum Decimal {
    POINT,
    /** A comma; a point or blank before three digits divides thousands. */
    COMMA
  }

  private ForeignNumber() {}

  /** The number, or empty where the text is none. */
  static OptionalDouble parse(String text, Decimal decimal) {
    String plain = text.strip().replace('−', '-');
    if (plain.length() > LONGEST) {
      return OptionalDouble.empty();
    }
    if (decimal == Decimal.COMMA) {
      if (GROUPED_COMMA.matcher(plain).matches()) {
        plain = plain.replaceAll("[.  ]", "").replace(',', '.');
      } else if (COMMA.matcher(plain).matches()) {
        plain = plain.replace(',', '.');
      }
    }
    if (!POINT.matcher(plain).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(plain);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** The number in as few digits as give it back, without exponent where it is not huge. */
  static String text(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return Math.abs(exact.scale()) > 18 || exact.precision() - exact.scale() > 15
        ? exact.toString()
        : exact.toPlainString();
  }
}
