package io.sluice.analytics.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a column of times: ISO 8601 with {@code T} or a blank, with or without zone (UTC without),
 * dates as 2026-11-20, 2026/11/20 or 20.11.2026, and numbers: seconds, or epoch milliseconds,
 * microseconds or nanoseconds, told by the size of the first. For one thread.
 */
public final class TimeCell {
  /** What a time looks like, for messages. */
  public static final String FORMS = "2026-11-20T06:00:00Z, 2026-11-20 06:00:00 or 1795154400";

  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:(\\d{4})([-/])(\\d\\d?)\\2(\\d\\d?)|(\\d\\d?)\\.(\\d\\d?)\\.(\\d{4}))"
              + "(?:(?:[T ]|\\s+)(\\d\\d?):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,18}))?)?"
              + "\\s?(Z|z|UTC|[+-]\\d\\d(?::?\\d\\d)?)?)?");
  private static final long SECOND = 1_000_000_000L;
  private static final double MILLIS_FROM = 1e11;
  private static final double MICROS_FROM = 1e14;
  private static final double NANOS_FROM = 1e17;
  private static final double LARGEST = 9.2e18;

  private double nanosPerUnit;

  /** Nanoseconds of the time in the row's cell, any origin; empty where it is none. */
  public OptionalLong nanos(CsvFile row, int column) {
    return switch (row.content(column)) {
      case NUMBER -> ofNumber(row.value());
      case TEXT -> ofText(row.text(column).strip());
      case EMPTY, NOT_FINITE -> OptionalLong.empty();
    };
  }

  /** Nanoseconds of a number; its unit is that of the first one read. */
  OptionalLong ofNumber(double number) {
    if (nanosPerUnit == 0) {
      double size = Math.abs(number);
      nanosPerUnit =
          size < MILLIS_FROM ? 1e9 : size < MICROS_FROM ? 1e6 : size < NANOS_FROM ? 1e3 : 1;
    }
    if (Math.abs(number * nanosPerUnit) > LARGEST) {
      return OptionalLong.empty();
    }
    double whole = Math.floor(number);
    long rest = Math.round((number - whole) * nanosPerUnit);
    return OptionalLong.of(((long) whole) * ((long) nanosPerUnit) + rest);
  }

  /** Nanoseconds since 1970 of a written time; empty where it is none. */
  static OptionalLong ofText(String text) {
    Matcher time = WRITTEN.matcher(text);
    if (!time.matches()) {
      return OptionalLong.empty();
    }
    try {
      LocalDate day =
          time.group(1) != null
              ? LocalDate.of(number(time, 1), number(time, 3), number(time, 4))
              : LocalDate.of(number(time, 7), number(time, 6), number(time, 5));
      long seconds = 3600L * number(time, 8) + 60L * number(time, 9) + number(time, 10);
      long begin = Math.multiplyExact(86_400L, day.toEpochDay());
      long since = Math.multiplyExact(begin + seconds - zone(time.group(12)), SECOND);
      return OptionalLong.of(Math.addExact(since, fraction(time.group(11))));
    } catch (DateTimeException | ArithmeticException noSuchDay) {
      return OptionalLong.empty();
    }
  }

  private static int number(Matcher time, int group) {
    String digits = time.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static long fraction(String digits) {
    return digits == null ? 0 : Long.parseLong((digits + "000000000").substring(0, 9));
  }

  /** Seconds east of Greenwich. */
  private static long zone(String zone) {
    if (zone == null || zone.length() < 3 || zone.equals("UTC")) {
      return 0;
    }
    int hours = Integer.parseInt(zone.substring(1, 3));
    int minutes = zone.length() < 5 ? 0 : Integer.parseInt(zone.substring(zone.length() - 2));
    return (zone.charAt(0) == '-' ? -1 : 1) * (3600L * hours + 60L * minutes);
  }
}
