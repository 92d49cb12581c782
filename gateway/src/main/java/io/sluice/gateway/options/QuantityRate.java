package io.sluice.gateway.options;

import java.util.Map;
import java.util.TreeSet;

/**
 * A change per time: {@code 50 rpm/s}, {@code 2 °C/min}, {@code 5 l/min/s}.
 *
 * @param change what changes in one {@code per}
 * @param per {@code s}, {@code min} or {@code h}
 */
public record QuantityRate(Quantity change, String per) {
  private static final Map<String, Double> SECONDS = Map.of("s", 1.0, "min", 60.0, "h", 3600.0);

  public QuantityRate {
    if (!SECONDS.containsKey(per)) {
      throw new IllegalArgumentException("\"" + per + "\" is no time here; allowed: s, min, h");
    }
  }

  /**
   * Reads a quantity, a slash and a time; the last slash separates the time.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static QuantityRate parse(String text) {
    int slash = text.lastIndexOf('/');
    String per = text.substring(slash + 1).strip();
    if (slash < 0 || !SECONDS.containsKey(per)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no rate; allowed is a quantity per s, min or h, as 50 rpm/s");
    }
    return new QuantityRate(Quantity.parse(text.substring(0, slash)), per);
  }

  /** How a rate is written. */
  static Written written() {
    String per = String.join("|", new TreeSet<>(SECONDS.keySet()));
    return new Written(
        "number with its unit per time", "[^/\\s].*/\\s*(?:" + per + ")\\s*", "50 rpm/s");
  }

  /** Change per second, in the change's unit. */
  public double perSecond() {
    return change.value() / SECONDS.getOrDefault(per, 1.0);
  }

  @Override
  public String toString() {
    return change + "/" + per;
  }
}
