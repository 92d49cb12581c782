package io.sluice.gateway.setpoints;

import io.sluice.connectors.Tag;
import io.sluice.gateway.options.Quantity;
import java.util.Locale;

/** How measured values and times are spelt in the sentences people read. */
final class Phrase {
  private Phrase() {}

  static String value(double value, Tag tag) {
    return Quantity.text(value, tag.unit());
  }

  /** A measured time: whole milliseconds below a second, then tenths of a second. */
  static String nanos(long nanos) {
    if (nanos < 1_000_000_000L) {
      return Math.round(nanos / 1e6) + " ms";
    }
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9).replace(".0 s", " s");
  }
}
