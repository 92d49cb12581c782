package io.sluice.gateway.options;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody probably meant who wrote a time wrongly. */
final class TimeFix {
  private static final Pattern PARTS = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(\\p{L}*)");
  private static final double MILLISECONDS_FROM = 50;
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("sec", "s"),
          Map.entry("secs", "s"),
          Map.entry("second", "s"),
          Map.entry("seconds", "s"),
          Map.entry("msec", "ms"),
          Map.entry("millis", "ms"),
          Map.entry("m", "min"),
          Map.entry("mins", "min"),
          Map.entry("minute", "min"),
          Map.entry("minutes", "min"),
          Map.entry("hour", "h"),
          Map.entry("hours", "h"),
          Map.entry("hrs", "h"),
          Map.entry("day", "d"),
          Map.entry("days", "d"),
          Map.entry("S", "s"),
          Map.entry("MS", "ms"),
          Map.entry("H", "h"),
          Map.entry("D", "d"));

  private TimeFix() {}

  static @Nullable String of(String read, Option option) {
    Matcher parts = PARTS.matcher(read);
    if (!parts.matches()) {
      return null;
    }
    String unit =
        parts.group(2).isEmpty() ? guess(parts.group(1), option) : UNITS.get(parts.group(2));
    return unit == null ? null : parts.group(1) + " " + unit;
  }

  /** The default's unit; without default a large number is milliseconds. */
  private static String guess(String number, Option option) {
    String preset = option.defaultText();
    Matcher parts = PARTS.matcher(preset == null ? "" : preset);
    if (parts.matches()) {
      return parts.group(2);
    }
    return Double.parseDouble(number) >= MILLISECONDS_FROM ? "ms" : "s";
  }
}
