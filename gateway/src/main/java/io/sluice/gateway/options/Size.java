package io.sluice.gateway.options;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data: {@code 2 GB}. Decimal and binary units mean what they say: 1 kB is 1,000
 * bytes, 1 KiB is 1,024.
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
    BigDecimal bytes = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("\"" + text + "\" is more than any disk holds");
    }
    return new Size(bytes.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  @Override
  public String toString() {
    String text = bytes + " B";
    for (String unit : new String[] {"kB", "MB", "GB", "TB"}) {
      long factor = UNITS.getOrDefault(unit, 1L);
      if (bytes >= factor && bytes % factor == 0) {
        text = bytes / factor + " " + unit;
      }
    }
    return text;
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
