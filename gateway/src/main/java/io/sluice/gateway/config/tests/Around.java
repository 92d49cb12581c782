package io.sluice.gateway.config.tests;

import io.sluice.gateway.options.Quantity;
import io.sluice.gateway.options.Written;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value with its tolerance: {@code 225 ± 3 l/min}, {@code 225 l/min ± 2 %}, {@code 3}.
 *
 * @param value in the middle
 * @param tolerance largest distance, in the value's unit, 0 or more
 */
public record Around(Quantity value, double tolerance) {
  private static final Pattern FORM = Pattern.compile("(.+?)\\s*(?:±|\\+/-|\\+-)\\s*(.+)");

  public Around {
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("a tolerance is 0 or more, not " + tolerance);
    }
  }

  /** How it is written, for schema and reference. */
  static Written written() {
    return new Written("value with its tolerance", "[+-]?[0-9].*", "225 ± 3 l/min");
  }

  /**
   * Reads a quantity, and behind {@code ±} its tolerance: an amount or a part in percent.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static Around parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return new Around(Quantity.parse(text), 0);
    }
    Quantity value = Quantity.parse(form.group(1));
    Quantity tolerance = Quantity.parse(form.group(2));
    if (tolerance.percent() && !value.unit().isEmpty() && !value.percent()) {
      return new Around(value, Math.abs(value.value()) * tolerance.value() / 100);
    }
    boolean behind = value.unit().isEmpty();
    if (!behind && !tolerance.unit().isEmpty() && !tolerance.unit().equals(value.unit())) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has two units; allowed is as 225 ± 3 l/min or 225 l/min ± 2 %");
    }
    return new Around(
        behind ? new Quantity(value.value(), tolerance.unit()) : value, tolerance.value());
  }

  /** Whether a value in the same unit is near enough. */
  public boolean has(double other) {
    return Math.abs(other - value.value()) <= tolerance;
  }

  @Override
  public String toString() {
    return tolerance == 0
        ? value.toString()
        : Quantity.number(value.value()) + " ± " + Quantity.text(tolerance, value.unit());
  }
}
