package io.sluice.gateway.options;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data: {@code 2 GB}. Decimal and binary units mean what they say: 1 kB is 1,000 bytes
 * (IEC 80000-13), 1 KiB is 1,024.
 *
 * @param bytes 0 or more
 */
public record Size(long bytes) {
  private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z]+)");
  private static final Map<String, Long> UNITS = units();

  public Size {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is 0 bytes or more, not " + bytes);
    }
  }

  /**
   * Reads one number with one unit.
   *
   * @throws IllegalArgumentException saying what was read and what is allowed
   */
  public static Size parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    Long unit = form.matches() ? UNITS.get(form.group(2)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is no size; allowed is a number with a unit: "
              + String.join(", ", UNITS.keySet())
              + "; as 2 GB");
    }
    try {
      return new Size(
          new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit)).longValueExact());
    } catch (ArithmeticException beyond) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no whole number of bytes up to 9 million TB", beyond);
    }
  }

  /** How a size is written. */
  static Written written() {
    String form = "[0-9]+(?:\\.[0-9]+)?\\s*(?:" + String.join("|", UNITS.keySet()) + ")";
    return new Written("amount of data with its unit", form, "2 GB");
  }

  /** In the largest decimal unit, to a thousandth of it: {@code 2 GB}, {@code 1.536 kB}. */
  @Override
  public String toString() {
    String largest = "B";
    for (String unit : new String[] {"kB", "MB", "GB", "TB"}) {
      largest = bytes >= bytesOf(unit) ? unit : largest;
    }
    BigDecimal number =
        new BigDecimal(bytes)
            .divide(BigDecimal.valueOf(bytesOf(largest)), 3, RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
    return number.toPlainString() + " " + largest;
  }

  private static long bytesOf(String unit) {
    return UNITS.getOrDefault(unit, 1L);
  }

  private static Map<String, Long> units() {
    Map<String, Long> units = new LinkedHashMap<>();
    units.put("B", 1L);
    units.put("kB", 1_000L);
    units.put("KB", 1_000L);
    units.put("MB", 1_000_000L);
    units.put("GB", 1_000_000_000L);
    units.put("TB", 1_000_000_000_000L);
    units.put("KiB", 1L << 10);
    units.put("MiB", 1L << 20);
    units.put("GiB", 1L << 30);
    units.put("TiB", 1L << 40);
    return units;
  }
}
