package io.sluice.gateway.config.tests;

import io.sluice.gateway.options.Quantity;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What expectations have in common: a window, a pair of values, a count with a tolerance. */
final class Bounds {
  private Bounds() {}

  /** The window of a {@code within}, or of {@code after} and {@code before}. */
  static TimeWindow window(
      @Nullable TimeWindow within, @Nullable Duration before, @Nullable Duration after) {
    if (within == null) {
      return new TimeWindow(
          after == null ? Duration.ZERO : after, before == null ? TimeWindow.ALL.to() : before);
    }
    if (before != null || after != null) {
      throw new IllegalArgumentException(
          "within says when already; before and after do not go with it");
    }
    return within;
  }

  /** Two values in one unit, the lower first, or none. */
  static List<Quantity> pair(List<Quantity> between) {
    if (between.isEmpty()) {
      return List.of();
    }
    if (between.size() != 2) {
      throw new IllegalArgumentException(
          "between has "
              + between.size()
              + (between.size() == 1 ? " value" : " values")
              + "; allowed is [lowest, highest]");
    }
    Quantity low = between.get(0);
    Quantity high = between.get(1);
    if (!low.unit().equals(high.unit()) || low.value() > high.value()) {
      throw new IllegalArgumentException(
          "between is [" + low + ", " + high + "]; the lower value comes first, in the same unit");
    }
    return List.copyOf(between);
  }

  static void count(@Nullable Integer count, int tolerance) {
    if ((count != null && count < 0) || tolerance < 0) {
      throw new IllegalArgumentException(
          "a count and its tolerance are 0 or more, not " + count + " and " + tolerance);
    }
    if (count == null && tolerance > 0) {
      throw new IllegalArgumentException("a tolerance needs a count to be about");
    }
  }
}
