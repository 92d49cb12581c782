package io.sluice.gateway.setpoints;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many writes may be sent in any window of a given length: {@code 60 per hour}.
 *
 * @param count 1 to 100000
 * @param period {@code minute}, {@code hour} or {@code day}
 */
public record WriteBudget(int count, String period) {
  private static final Map<String, Duration> PERIODS =
      Map.of(
          "minute", Duration.ofMinutes(1),
          "hour", Duration.ofHours(1),
          "day", Duration.ofDays(1));
  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})\\s+per\\s+(minute|hour|day)");

  public WriteBudget {
    if (count < 1 || count > 100_000) {
      throw new IllegalArgumentException(count + " writes: allowed are 1 to 100000");
    }
    if (!PERIODS.containsKey(period)) {
      throw new IllegalArgumentException("'" + period + "': use minute, hour or day");
    }
  }

  /**
   * Reads {@code N per minute|hour|day}.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static WriteBudget parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a number of writes; write '60 per hour' (minute, hour or day)");
    }
    return new WriteBudget(Integer.parseInt(matcher.group(1)), matcher.group(2));
  }

  /** Length of the sliding window. */
  public Duration window() {
    return PERIODS.getOrDefault(period, Duration.ofHours(1));
  }

  @Override
  public String toString() {
    return count + " per " + period;
  }
}
