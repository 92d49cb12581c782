package io.sluice.gateway.config.tests;

import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Written;
import java.time.Duration;

/**
 * Plant time in which something is expected, both ends included: {@code 10 s after 60 s}, or {@code
 * 10 s} from time zero.
 *
 * @param from its beginning
 * @param to its end
 */
public record TimeWindow(Duration from, Duration to) {
  /** The whole of a test, however long. */
  public static final TimeWindow ALL =
      new TimeWindow(Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE / 2_000_000_000L));

  private static final String AFTER = " after ";

  public TimeWindow {
    if (to.compareTo(from) < 0) {
      throw new IllegalArgumentException(
          "nothing lies between " + Durations.text(from) + " and " + Durations.text(to));
    }
  }

  /** How it is written, for schema and reference. */
  static Written written() {
    return new Written(
        "span of plant time",
        "[0-9.]+ *[A-Za-zµ]+( after [0-9.]+ *[A-Za-zµ]+)?",
        "10 s after 60 s");
  }

  /**
   * Reads a time, or a time after another.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static TimeWindow parse(String text) {
    int after = text.indexOf(AFTER);
    try {
      if (after < 0) {
        return new TimeWindow(Duration.ZERO, Durations.parse(text));
      }
      Duration from = Durations.parse(text.substring(after + AFTER.length()));
      return new TimeWindow(from, from.plus(Durations.parse(text.substring(0, after))));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no span of plant time; allowed is as 10 s after 60 s, or 10 s",
          wrong);
    }
  }

  /** Whether the moment lies in it. */
  public boolean has(Duration moment) {
    return moment.compareTo(from) >= 0 && moment.compareTo(to) <= 0;
  }

  @Override
  public String toString() {
    if (equals(ALL)) {
      return "at any time";
    }
    if (to.equals(ALL.to())) {
      return "after " + Durations.text(from);
    }
    return from.isZero()
        ? "before " + Durations.text(to)
        : "between " + Durations.text(from) + " and " + Durations.text(to);
  }
}
