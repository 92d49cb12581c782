package io.sluice.analytics;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A tag's part in a score: the "why" of an alarm, in the plant's units.
 *
 * @param tag the tag
 * @param unit its unit, may be empty
 * @param aspect what of the tag is most unusual; the figures below are of this aspect
 * @param share the tag's part of the score, 0 to 1
 * @param observed over the window
 * @param expected what the other tags led the model to expect
 * @param usualLow 1 % quantile in training
 * @param usualHigh 99 % quantile in training
 * @param where which part of the aspect, as {@code from 10 to 20 Hz}; empty where it has no parts
 * @param outsideFor for how long at this row it has been outside that range without interruption,
 *     or null where it is inside
 */
public record Contribution(
    String tag,
    String unit,
    Aspect aspect,
    double share,
    double observed,
    double expected,
    double usualLow,
    double usualHigh,
    String where,
    @Nullable Duration outsideFor) {
  /** A contribution of a tag that is inside its usual range, or of which nobody keeps the time. */
  public Contribution(
      String tag,
      String unit,
      Aspect aspect,
      double share,
      double observed,
      double expected,
      double usualLow,
      double usualHigh) {
    this(tag, unit, aspect, share, observed, expected, usualLow, usualHigh, "", null);
  }

  /**
   * One line: {@code pump-1/flow level 182 l/min, expected 213, usually 201 to 224, outside for 12
   * s}.
   */
  public String inWords() {
    return "%s %s %s%s%s, expected %s, usually %s to %s%s"
        .formatted(
            tag,
            aspect.word(),
            where.isEmpty() ? "" : where + " ",
            plain(observed),
            unit.isEmpty() ? "" : " " + unit,
            plain(expected),
            plain(usualLow),
            plain(usualHigh),
            outsideFor == null ? "" : ", outside for " + inWords(outsideFor));
  }

  /** Those with the largest shares, largest first, so many at most. */
  public static List<Contribution> largest(List<Contribution> all, int most) {
    return all.stream()
        .sorted(Comparator.comparingDouble(Contribution::share).reversed())
        .limit(most)
        .toList();
  }

  private static String inWords(Duration time) {
    double seconds = time.toNanos() / 1e9;
    return seconds < 1
        ? time.toMillis() + " ms"
        : seconds < 120
            ? String.format(Locale.ROOT, "%.0f s", seconds)
            : seconds < 7200
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.0f h", seconds / 3600);
  }

  private static String plain(double value) {
    double size = Math.abs(value);
    String pattern = size >= 1e6 || (size < 1e-3 && size > 0) ? "%.3g" : decimals(size);
    return String.format(Locale.ROOT, pattern, value);
  }

  private static String decimals(double size) {
    return size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
  }
}
