package io.sluice.gateway.options;

import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often something may happen or is expected: {@code 60 per hour}, {@code 1 per week}, {@code 5
 * per 10 min}.
 *
 * @param count more than 0, finite
 * @param period the time for {@code count}, more than 0
 */
public record PerTime(double count, Duration period) {
  private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s+per\\s+(\\S.*)");
  private static final Map<String, Duration> PERIODS =
      Map.of(
          "second", Duration.ofSeconds(1),
          "minute", Duration.ofMinutes(1),
          "hour", Duration.ofHours(1),
          "day", Duration.ofDays(1),
          "week", Duration.ofDays(7),
          "month", Duration.ofDays(30),
          "year", Duration.ofDays(365));

  public PerTime {
    if (!(count > 0) || !Double.isFinite(count) || period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException(
          count + " per " + Durations.text(period) + " is none; both are more than 0");
    }
  }

  /**
   * Reads {@code N per second|minute|hour|day|week|month|year}, or {@code N per} any time.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static PerTime parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no frequency; allowed is as 60 per hour, 1 per week, 5 per 10 min");
    }
    Duration period = PERIODS.get(form.group(2));
    return new PerTime(
        Double.parseDouble(form.group(1)),
        period == null ? Durations.parse(form.group(2)) : period);
  }

  /** How a frequency is written. */
  static Written written() {
    String named = String.join("|", new TreeSet<>(PERIODS.keySet()));
    return new Written(
        "count per time",
        "[0-9]+(?:\\.[0-9]+)?\\s+per\\s+(?:" + named + "|" + Durations.written().form() + ")",
        "60 per hour");
  }

  /** The same frequency in events a second. */
  public double perSecond() {
    return count * 1e9 / period.toNanos();
  }

  @Override
  public String toString() {
    for (Map.Entry<String, Duration> named : PERIODS.entrySet()) {
      if (named.getValue().equals(period)) {
        return Quantity.number(count) + " per " + named.getKey();
      }
    }
    return Quantity.number(count) + " per " + Durations.text(period);
  }
}
