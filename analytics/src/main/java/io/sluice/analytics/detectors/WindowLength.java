package io.sluice.analytics.detectors;

import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The window option as a number of training rows. Where it is not given: fifteen rows, or less
 * where the training rows then hold fewer windows than there are directions to fill, for those in
 * which normal operation was not seen even once say nothing; but never less than eight, of which a
 * spread can still be told. A kind that keeps only the strongest directions has none to fill.
 */
final class WindowLength {
  static final int MOST_ROWS = 100_000;
  private static final int USUAL_ROWS = 15;
  private static final int FEWEST_USUAL_ROWS = 8;
  private static final int FEWEST_ROWS = 3;

  private WindowLength() {}

  static int rows(@Nullable Duration window, TrainingRows rows, int directions)
      throws TrainingException {
    if (window == null) {
      int fitting = directions == 0 ? USUAL_ROWS : rows.size() / directions;
      return Math.max(FEWEST_USUAL_ROWS, Math.min(USUAL_ROWS, fitting));
    }
    Duration interval = rows.interval();
    if (interval.isZero()) {
      throw new TrainingException("training has " + rows.size() + " rows, it needs many more");
    }
    double length = (double) window.toNanos() / interval.toNanos();
    if (!(length >= FEWEST_ROWS && length <= MOST_ROWS)) {
      throw new TrainingException(
          "window is "
              + inWords(window)
              + ", which is "
              + Math.round(length * 10) / 10.0
              + " rows at one row every "
              + inWords(interval)
              + "; allowed are "
              + FEWEST_ROWS
              + " to "
              + MOST_ROWS
              + " rows");
    }
    return (int) Math.round(length);
  }

  /** As users write it: {@code 500 ms}, {@code 15 s}. */
  static String inWords(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
