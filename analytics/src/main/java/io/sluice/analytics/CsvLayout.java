package io.sluice.analytics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file with a header row is written.
 *
 * @param separator between cells: {@code ,} {@code ;} or a tab; null for the one that the header
 *     has most of
 * @param time name of the column with ISO 8601 times (UTC where no zone is given) or seconds; null
 *     where there is none
 * @param interval between rows where there is no time column, above 0
 * @param capacity most rows read, 1 or more
 */
public record CsvLayout(
    @Nullable Character separator, @Nullable String time, Duration interval, int capacity) {
  public CsvLayout {
    if (separator != null && separator != ',' && separator != ';' && separator != '\t') {
      throw new IllegalArgumentException(
          "separator is '" + separator + "', allowed are ',' ';' and tab");
    }
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("interval is " + interval + ", must be above 0");
    }
  }
}
