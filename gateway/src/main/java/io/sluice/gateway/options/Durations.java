package io.sluice.gateway.options;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: a number and a unit, {@code 500 ms}, {@code 1.5 h}, {@code 7 d}. */
public final class Durations {
  static final String ALLOWED = "a number with a unit: us, ms, s, min, h, d; as 500 ms";
  private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-zµ]+)");
  private static final BigDecimal LONGEST = new BigDecimal(Long.MAX_VALUE);
  private static final Map<String, Long> NANOS = units();

  private Durations() {}

  /**
   * Reads one number with one unit, never negative, at most 292 years.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    Long unit = form.matches() ? NANOS.get(form.group(2)) : null;
    if (unit == null) {
      throw new IllegalArgumentException("\"" + text + "\" is no time; allowed is " + ALLOWED);
    }
    BigDecimal nanos = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
    if (nanos.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("\"" + text + "\" is longer than 292 years");
    }
    return Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /** Writes it in the largest unit that leaves a whole number: {@code 90 s}, {@code 3 d}. */
  public static String text(Duration duration) {
    long nanos = duration.toNanos();
    String text = nanos + " ns";
    for (Map.Entry<String, Long> unit : NANOS.entrySet()) {
      if (nanos % unit.getValue() == 0) {
        text = nanos / unit.getValue() + " " + unit.getKey();
      }
    }
    return nanos == 0 ? "0 s" : text;
  }

  /** How a time is written. */
  static Written written() {
    String form = "[0-9]+(?:\\.[0-9]+)?\\s*(?:" + String.join("|", NANOS.keySet()) + ")";
    return new Written("time with its unit", form, "500 ms");
  }

  private static Map<String, Long> units() {
    Map<String, Long> units = new LinkedHashMap<>();
    units.put("µs", 1_000L);
    units.put("us", 1_000L);
    units.put("ms", 1_000_000L);
    units.put("s", 1_000_000_000L);
    units.put("min", 60_000_000_000L);
    units.put("h", 3_600_000_000_000L);
    units.put("d", 86_400_000_000_000L);
    return units;
  }
}
