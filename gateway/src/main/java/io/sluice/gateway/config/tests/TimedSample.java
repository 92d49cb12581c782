package io.sluice.gateway.config.tests;

import io.sluice.connectors.StatusCode;
import io.sluice.gateway.config.tests.Given.Course;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Quantity;
import io.sluice.gateway.options.Written;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a tag shows from a time on: {@code 60 s 180 l/min}, {@code 90 s Bad_NotConnected}, {@code 0
 * s 225 l/min ramp}; without a time from time zero on.
 *
 * @param at plant time
 * @param value what it shows, or null where the status is Bad
 * @param status its quality
 * @param course what it does until its next point, or null for what the test says for all
 */
public record TimedSample(
    Duration at, @Nullable Quantity value, StatusCode status, @Nullable Course course) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d+(?:\\.\\d+)?\\s*(?:us|µs|ms|s|min|h|d))\\s+)?(.+?)(?:\\s+(hold|ramp))?");
  private static final Pattern STATUS =
      Pattern.compile("(?:(.+?)\\s+)?((?:Good|Uncertain|Bad)(?:_\\w+)?)");

  public TimedSample {
    if (value == null && !status.bad()) {
      throw new IllegalArgumentException(status + " needs a value; allowed is as 12 bar " + status);
    }
    if (value != null && status.bad()) {
      throw new IllegalArgumentException(
          "\"" + value + " " + status + "\": a Bad sample has no value; write " + status);
    }
  }

  /** How it is written, for schema and reference. */
  static Written written() {
    return new Written("point in time", "\\S.*", "60 s 180 l/min");
  }

  /**
   * Reads an optional time, a quantity or a status, and optionally {@code hold} or {@code ramp}.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static TimedSample parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no point; allowed is as 60 s 180 l/min or 90 s Bad_NotConnected");
    }
    String time = form.group(1);
    Duration at = time == null ? Duration.ZERO : Durations.parse(time);
    String course = form.group(3);
    return shown(
        at, form.group(2), course == null ? null : Course.valueOf(course.toUpperCase(Locale.ROOT)));
  }

  private static TimedSample shown(Duration at, String text, @Nullable Course course) {
    Matcher status = STATUS.matcher(text);
    if (!status.matches()) {
      return new TimedSample(at, Quantity.parse(text), StatusCode.GOOD, course);
    }
    String value = status.group(1);
    return new TimedSample(
        at, value == null ? null : Quantity.parse(value), status(status.group(2)), course);
  }

  /**
   * The status code of this name.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static StatusCode status(String name) {
    return StatusCode.parse(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + name
                        + "\" is no status code here; allowed is the standard's spelling, as"
                        + " Bad_NotConnected or Uncertain_LastUsableValue"));
  }
}
