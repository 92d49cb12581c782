package io.sluice.analytics;

import java.util.Locale;

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
    String where) {
  /** A part of an aspect that is one whole. */
  public Contribution(
      String tag,
      String unit,
      Aspect aspect,
      double share,
      double observed,
      double expected,
      double usualLow,
      double usualHigh) {
    this(tag, unit, aspect, share, observed, expected, usualLow, usualHigh, "");
  }

  /** One line: {@code pump-1/flow level 182 l/min, expected 213, usually 201 to 224}. */
  public String inWords() {
    return "%s %s %s%s%s, expected %s, usually %s to %s"
        .formatted(
            tag,
            aspect.word(),
            where.isEmpty() ? "" : where + " ",
            plain(observed),
            unit.isEmpty() ? "" : " " + unit,
            plain(expected),
            plain(usualLow),
            plain(usualHigh));
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
