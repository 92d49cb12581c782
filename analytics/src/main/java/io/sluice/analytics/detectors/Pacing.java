package io.sluice.analytics.detectors;

import io.sluice.analytics.Goal;
import io.sluice.analytics.TrainingRows;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lengths of time that a {@code baseline} works with, taken from its training rows.
 *
 * @param interval seconds between rows, above 0
 * @param middle rows of the middle window
 * @param day rows of the long window: a day, or a tenth of training where that is shorter
 * @param block rows of which the peak is kept
 * @param onDelay rows that a score must stay at the threshold to raise an alarm
 * @param refit seconds between refits
 * @param accept seconds until an alarm's cause is the new normal
 * @param gap seconds without a row that windows survive
 */
record Pacing(
    double interval,
    int middle,
    int day,
    int block,
    int onDelay,
    double refit,
    double accept,
    double gap) {
  private static final int MOST_ROWS = 1500;
  private static final int FEWEST_ROWS = 8;
  private static final int PARTS_OF_DAY = 4;
  private static final int BLOCKS_OF_TRAINING = 32;
  private static final int MOST_ON_DELAY = 10;
  private static final double USUAL_GAPS = 0.99;
  private static final double NANOS = 1e9;

  static Pacing of(TrainingRows rows, BaselineOptions options, Goal goal) {
    double interval = Math.max(1, rows.interval().toNanos()) / NANOS;
    double longest = Math.min(Season.DAY / interval, rows.size() / 10.0);
    int day = (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, longest));
    int block = Math.max(16, Math.min(128, rows.size() / BLOCKS_OF_TRAINING));
    double span = rows.span().toNanos() / NANOS;
    double refit = span >= 2 * Season.DAY ? Season.DAY : span / BLOCKS_OF_TRAINING;
    double onDelay = goal.onDelay().toNanos() / NANOS / interval;
    return new Pacing(
        interval,
        Math.max(4, day / PARTS_OF_DAY),
        day,
        block,
        (int) Math.max(1, Math.min(MOST_ON_DELAY, Math.ceil(onDelay) + 1)),
        seconds(options.refit(), Math.max(interval, refit)),
        seconds(options.accept(), day * interval),
        gap(rows, interval));
  }

  private static double seconds(@Nullable Duration given, double usual) {
    return given == null ? usual : given.toNanos() / NANOS;
  }

  /** Half a feature window, or what rows that come irregularly are used to. */
  private static double gap(TrainingRows rows, double interval) {
    double[] steps = new double[Math.max(1, rows.size() - 1)];
    for (int row = 1; row < rows.size(); row++) {
      steps[row - 1] = (rows.time(row) - rows.time(row - 1)) / NANOS;
    }
    Arrays.sort(steps);
    double usual = steps[(int) (USUAL_GAPS * (steps.length - 1))];
    return Math.max(7.5 * interval, 1.5 * usual);
  }

  double[] toArray() {
    return new double[] {interval, middle, day, block, onDelay, refit, accept, gap};
  }

  /**
   * @throws IllegalArgumentException if a length is out of range
   */
  static Pacing of(double[] array) {
    for (double length : array) {
      if (!(length > 0)) {
        throw new IllegalArgumentException("a length of " + length);
      }
    }
    if (array[1] > MOST_ROWS || array[2] > MOST_ROWS || array[4] > MOST_ON_DELAY) {
      throw new IllegalArgumentException("lengths of " + Arrays.toString(array));
    }
    return new Pacing(
        array[0],
        (int) array[1],
        (int) array[2],
        (int) array[3],
        (int) array[4],
        array[5],
        array[6],
        array[7]);
  }
}
