package io.sluice.analytics.detectors;

import java.util.Arrays;

/**
 * What a tag usually does at this time of the day and of the week, and how far it usually strays
 * then. Learnt visit by visit: what rows show between two refits is folded in at the refit, with a
 * weight that falls with the visits made but never below one eighth (a day) or one quarter (a
 * week), so that a season that changes is followed within weeks.
 *
 * <p>Days and weeks are counted in row time, whose origin is that of the rows. Owned by one
 * context; allocates nothing after construction.
 */
final class Season {
  /** Which course a tag may follow. */
  enum Cycle {
    NONE,
    DAY,
    WEEK
  }

  static final double DAY = 86_400;
  private static final double WEEK = 7 * DAY;
  private static final int MOST_BINS = 48;
  private static final int HOURS = 168;
  private static final double DAYS_REMEMBERED = 8;
  private static final double WEEKS_REMEMBERED = 4;

  /** Hours of the week that were seen once count half. */
  private static final double SHRINKAGE = 1;

  private static final double STRAYS_REMEMBERED = 40;

  /** A bin's own spread is mixed with this many rows of the usual one. */
  private static final double USUAL_STRAYS = 8;

  private static final double LEAST_STRAY = 0.3;

  private final Cycle cycle;
  private final Profile day;
  private final Profile week;
  private final double[] strays;
  private final double[] strayed;

  /**
   * @param interval seconds between rows, above 0
   */
  Season(Cycle cycle, double interval) {
    this.cycle = cycle;
    int bins = (int) Math.max(1, Math.min(MOST_BINS, Math.round(DAY / interval)));
    day = new Profile(bins, DAYS_REMEMBERED);
    week = new Profile(HOURS, WEEKS_REMEMBERED);
    strays = new double[bins];
    strayed = new double[bins];
  }

  Cycle cycle() {
    return cycle;
  }

  /** What the season adds to the tag's level at that time. */
  double at(double seconds) {
    if (cycle == Cycle.NONE) {
      return 0;
    }
    double expected = day.between(phase(seconds, DAY));
    return cycle == Cycle.DAY ? expected : expected + week.around(phase(seconds, WEEK));
  }

  /** How far the tag usually strays from its course at that time, of {@code usual} at any time. */
  double stray(double seconds, double usual) {
    if (cycle == Cycle.NONE) {
      return usual;
    }
    int bin = day.bin(phase(seconds, DAY));
    double own = (strays[bin] + USUAL_STRAYS * usual) / (strayed[bin] + USUAL_STRAYS);
    return Math.max(own, LEAST_STRAY * usual);
  }

  /** Takes how far a row lay from its course. */
  void strayed(double seconds, double distance) {
    int bin = day.bin(phase(seconds, DAY));
    if (strayed[bin] >= STRAYS_REMEMBERED) {
      strays[bin] -= strays[bin] / strayed[bin];
      strayed[bin]--;
    }
    strays[bin] += distance;
    strayed[bin]++;
  }

  /** Takes how far a row lay above its course, to be folded in at the next {@link #refit}. */
  void learn(double seconds, double above) {
    if (cycle != Cycle.NONE) {
      day.collect(day.bin(phase(seconds, DAY)), above);
      if (cycle == Cycle.WEEK) {
        week.collect(week.bin(phase(seconds, WEEK)), above);
      }
    }
  }

  /** Folds in what was learnt since the last time: at most 216 additions. */
  void refit() {
    day.fold();
    week.fold();
  }

  private static double phase(double seconds, double period) {
    double rest = seconds % period;
    return (rest < 0 ? rest + period : rest) / period;
  }

  /** Means by phase. */
  private static final class Profile {
    private final double[] mean;
    private final double[] visits;
    private final double[] sum;
    private final double[] count;
    private final double most;

    private Profile(int bins, double most) {
      mean = new double[bins];
      visits = new double[bins];
      sum = new double[bins];
      count = new double[bins];
      this.most = most;
    }

    private int bin(double phase) {
      return Math.min(mean.length - 1, (int) (phase * mean.length));
    }

    /** The mean between the two nearest bins. */
    private double between(double phase) {
      int bin = bin(phase);
      double off = phase * mean.length - bin - 0.5;
      int other = Math.floorMod(off > 0 ? bin + 1 : bin - 1, mean.length);
      return (1 - Math.abs(off)) * mean[bin] + Math.abs(off) * mean[other];
    }

    /** The mean of three neighbouring bins, each counted the less the more seldom seen. */
    private double around(double phase) {
      int bin = bin(phase);
      return (trusted(bin - 1) + 2 * trusted(bin) + trusted(bin + 1)) / 4;
    }

    private double trusted(int at) {
      int bin = Math.floorMod(at, mean.length);
      return mean[bin] * visits[bin] / (visits[bin] + SHRINKAGE);
    }

    private void collect(int bin, double above) {
      sum[bin] += mean[bin] + above;
      count[bin]++;
    }

    private void fold() {
      for (int bin = 0; bin < mean.length; bin++) {
        if (count[bin] > 0) {
          visits[bin] = Math.min(visits[bin] + 1, most);
          mean[bin] += (sum[bin] / count[bin] - mean[bin]) / visits[bin];
        }
      }
      Arrays.fill(sum, 0);
      Arrays.fill(count, 0);
    }
  }
}
