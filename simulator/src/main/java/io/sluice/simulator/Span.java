package io.sluice.simulator;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span of time as people write it: {@code 500 ms}, {@code 10 s}, {@code 5 min}, {@code 2 h}. */
public record Span(Duration duration) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*([a-z]+)");

  public Span {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("span is " + duration + ", must be 0 or more");
    }
  }

  /**
   * Reads a span with its unit.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static Span parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw wrong(text);
    }
    double nanos = Double.parseDouble(matcher.group(1)) * nanosPer(matcher.group(2), text);
    if (nanos > Long.MAX_VALUE / 2.0) {
      throw wrong(text);
    }
    return new Span(Duration.ofNanos(Math.round(nanos)));
  }

  /** The same, where a minus before it says that it is past or behind. */
  static Duration parseSigned(String text) {
    String stripped = text.strip();
    return stripped.startsWith("-")
        ? parse(stripped.substring(1)).duration().negated()
        : parse(stripped).duration();
  }

  /** Written so that {@link #parseSigned} reads it. */
  static String written(Duration span) {
    return span.toMillis() % 1_000 == 0 ? span.toSeconds() + " s" : span.toMillis() + " ms";
  }

  private static double nanosPer(String unit, String text) {
    return switch (unit) {
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "min" -> 60e9;
      case "h" -> 3600e9;
      case "d" -> 86_400e9;
      default -> throw wrong(text);
    };
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no span of time, allowed is a number with ms, s, min, h or d");
  }
}
