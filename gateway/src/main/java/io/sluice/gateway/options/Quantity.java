package io.sluice.gateway.options;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number with the unit it was written with: {@code 900 rpm}, {@code -10 %}, {@code 50 rpm/s}; a
 * bare number has the empty unit, for tags that have none.
 *
 * @param value finite
 * @param unit as written, without blanks around it; may be empty
 */
public record Quantity(double value, String unit) {
  private static final Pattern FORM =
      Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?:\\s*([^\\s0-9,.].*))?");

  public Quantity {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a quantity is finite, not " + value);
    }
  }

  /**
   * Reads a number with a decimal point and what follows it as the unit.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static Quantity parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no quantity; allowed is a number with its unit, as 900 rpm");
    }
    String unit = form.group(2);
    return new Quantity(Double.parseDouble(form.group(1)), unit == null ? "" : unit.strip());
  }

  /** A value without superfluous digits: 900, 0.5. */
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%d", (long) value)
        : Double.toString(value);
  }

  @Override
  public String toString() {
    return unit.isEmpty() ? number(value) : number(value) + " " + unit;
  }
}
