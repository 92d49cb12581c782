package io.sluice.gateway.setpoints;

import java.util.Map;

/**
 * A change per time: {@code 50 rpm/s}, {@code 2 °C/min}, {@code 5 l/min/s}.
 *
 * @param value change per {@code per}, finite
 * @param unit unit of the change, as written
 * @param per {@code s}, {@code min} or {@code h}
 */
public record QuantityRate(double value, String unit, String per) {
  private static final Map<String, Double> SECONDS = Map.of("s", 1.0, "min", 60.0, "h", 3600.0);

  public QuantityRate {
    if (!SECONDS.containsKey(per)) {
      throw new IllegalArgumentException("'" + per + "' is not a time; use s, min or h");
    }
  }

  /**
   * Reads a quantity, a slash and a time; the last slash separates the time.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static QuantityRate parse(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0 || !SECONDS.containsKey(text.substring(slash + 1).strip())) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a rate; write a quantity per s, min or h, like '50 rpm/s'");
    }
    Quantity change = Quantity.parse(text.substring(0, slash));
    return new QuantityRate(change.value(), change.unit(), text.substring(slash + 1).strip());
  }

  /** Change per second, in {@code unit}. */
  public double perSecond() {
    return value / SECONDS.getOrDefault(per, 1.0);
  }

  @Override
  public String toString() {
    return Phrase.value(value, unit) + "/" + per;
  }
}
