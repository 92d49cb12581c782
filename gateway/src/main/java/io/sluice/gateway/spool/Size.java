package io.sluice.gateway.spool;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of storage.
 *
 * @param bytes 0 or more
 */
public record Size(long bytes) {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]+)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "B", 1L,
          "kB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "TB", 1_000_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30,
          "TiB", 1L << 40);

  public Size {
    if (bytes < 0) {
      throw new IllegalArgumentException("size is " + bytes + " bytes, must be 0 or more");
    }
  }

  /**
   * Reads a number and a unit, such as {@code 2 GB} or {@code 512 KiB}: kB, MB, GB, TB are powers
   * of 1000 (IEC 80000-13), KiB, MiB, GiB, TiB of 1024.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static Size parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a size; write a number and B, kB, MB, GB or TB, as in 2 GB");
    }
    try {
      return new Size(
          new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValueExact());
    } catch (ArithmeticException beyond) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a whole number of bytes up to 9 million TB", beyond);
    }
  }

  /** As a person writes it, to one decimal. */
  @Override
  public String toString() {
    if (bytes >= 1_000_000_000L) {
      return decimal(1e9, "GB");
    }
    return bytes >= 1_000_000L
        ? decimal(1e6, "MB")
        : bytes >= 1_000L ? decimal(1e3, "kB") : bytes + " B";
  }

  private String decimal(double unit, String name) {
    return String.format(Locale.ROOT, "%.1f %s", bytes / unit, name).replace(".0 ", " ");
  }
}
