package io.sluice.gateway.options;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number with the unit it was written with: {@code 900 rpm}, {@code -10 %}, {@code 0.5 l/min}; a
 * bare number has the empty unit, for tags that have none.
 *
 * @param value finite
 * @param unit as written, without blanks around it; may be empty
 */
public record Quantity(double value, String unit) {
  private static final String NUMBER = "([+\\-−]?\\d{1,15}(?:\\.\\d{1,15})?(?:[eE][+-]?\\d{1,3})?)";
  private static final String UNIT = "([^\\d\\s.,;+\\-−][^,;]{0,31})?";
  private static final Pattern FORM = Pattern.compile(NUMBER + "\\s*" + UNIT);
  private static final Pattern COMMA = Pattern.compile("([+\\-−]?\\d+),(\\d+)(\\s*[^,]*)");
  private static final int DIGITS = 7;
  private static final double LARGEST_PLAIN = 1e15;

  public Quantity {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a quantity is finite, not " + value);
    }
    unit = unit.strip();
  }

  /**
   * Reads a number with a decimal point and what follows it as the unit, with or without a blank
   * between them. A true minus sign is read like a hyphen.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static Quantity parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      Matcher comma = COMMA.matcher(text.strip());
      throw new IllegalArgumentException(
          comma.matches()
              ? "\"" + text + "\" has a comma; write " + comma.replaceFirst("$1.$2$3")
              : "\"" + text + "\" is no quantity; allowed is a number with its unit, as 900 rpm");
    }
    String unit = form.group(2);
    String number = form.group(1).replace('−', '-');
    return new Quantity(Double.parseDouble(number), unit == null ? "" : unit);
  }

  /** How a quantity is written. */
  static Written written() {
    return new Written("number with its unit", NUMBER + "\\s*" + UNIT, "900 rpm");
  }

  /** True for {@code %}: a part of something else, such as the operator's value. */
  public boolean percent() {
    return unit.equals("%");
  }

  /**
   * A number as people write it: seven digits, but never less than all before the decimal point; no
   * exponent below 1e15.
   */
  public static String number(double value) {
    if (!Double.isFinite(value) || Math.abs(value) >= LARGEST_PLAIN) {
      return Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(value);
    int places = Math.max(0, DIGITS - (exact.precision() - exact.scale()));
    BigDecimal rounded = exact.setScale(places, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A number and its unit, or the number alone where there is no unit. */
  public static String text(double value, String unit) {
    return unit.isEmpty() ? number(value) : number(value) + " " + unit;
  }

  @Override
  public String toString() {
    return text(value, unit);
  }
}
