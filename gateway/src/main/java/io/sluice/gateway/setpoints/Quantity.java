package io.sluice.gateway.setpoints;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number with its unit as the user wrote it: {@code 900 rpm}, {@code -10 %}.
 *
 * @param value finite
 * @param unit unit text as written, empty where there is none
 */
public record Quantity(double value, String unit) {
  private static final Pattern TEXT =
      Pattern.compile(
          "([+\\-−]?\\d{1,15}(?:\\.\\d{1,15})?(?:[eE][+-]?\\d{1,3})?)\\s*([^\\d\\s.,;+\\-−][^,;]{0,31})?");

  public Quantity {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a quantity is a finite number, not " + value);
    }
    unit = unit.strip();
  }

  /**
   * Reads a number and a unit with or without a space between them. A true minus sign is read like
   * a hyphen.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static Quantity parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a quantity; write a number and its unit, like '900 rpm'");
    }
    String unit = matcher.group(2);
    String number = matcher.group(1).replace('−', '-');
    return new Quantity(Double.parseDouble(number), unit == null ? "" : unit);
  }

  /** True for {@code %}, which in a step is a part of the operator's baseline. */
  public boolean percent() {
    return unit.equals("%");
  }

  @Override
  public String toString() {
    return Phrase.value(value, unit);
  }
}
