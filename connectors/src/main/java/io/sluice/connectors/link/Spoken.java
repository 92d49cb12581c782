package io.sluice.connectors.link;

import java.time.Duration;
import java.util.Locale;

/** Durations as people say them: {@code 250 ms}, {@code 1.5 s}, {@code 12 s}. */
public final class Spoken {
  private Spoken() {}

  /** Rounded to what matters at that size. */
  public static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 10_000) {
      return millis % 1_000 == 0
          ? millis / 1_000 + " s"
          : String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }
    return Math.round(millis / 1e3) + " s";
  }
}
