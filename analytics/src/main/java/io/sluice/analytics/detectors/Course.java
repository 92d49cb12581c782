package io.sluice.analytics.detectors;

import io.sluice.analytics.Window;
import java.util.Arrays;

/**
 * One way to expect a tag's next values: its season and its level of late. What a row differs from
 * it is measured over three rows, a part of a day and a day, each against the level of a longer
 * time, up and down; so are the noise from row to row and the swing around the level. Each measure
 * has its own limit, learnt from the peaks of normal operation, and the score is the largest
 * measure in units of its limit.
 *
 * <p>Values come scaled. Owned by one context; allocates nothing after construction.
 */
final class Course {
  /** How a row is learnt from. */
  enum Learning {
    /** Normal operation: all of it. */
    NORMAL,
    /** The start of an alarm: its peak counts as one of normal operation's, cut off. */
    ALARM,
    /** An alarm that goes on: the season alone follows, by no more than the usual stray a visit. */
    STANDING_ALARM
  }

  /**
   * What is measured; each upwards and downwards. The goal's false alarms are shared out among
   * them: a quick change is what a normal day has most of, so it gets the least.
   */
  enum Measure {
    SHORT(0, 1 / 20.0),
    MIDDLE(2, 1 / 8.0),
    LONG(4, 1 / 4.0),
    RANGE(6, 1 / 8.0),
    NOISE(8, 1 / 6.0),
    SWING(10, 1 / 4.0);

    /** Where it stands among the measures: upwards, and downwards next to it. */
    private final int at;

    /** Its part of the false alarms that the goal allows. */
    private final double part;

    Measure(int at, double part) {
      this.at = at;
      this.part = part;
    }
  }

  private static final Measure[] MEASURED = Measure.values();
  private static final int SHORT_ROWS = 3;
  private static final int LONG_DAYS = 8;
  private static final int REMEMBERED_DAYS = 20;
  private static final double SETTLED = 20;

  /** Innovations beyond this many usual strays teach no more than this. */
  private static final double FARTHEST = 8;

  private static final double FARTHEST_SEASON = 4;
  private static final double FARTHEST_IN_ALARM = 1;

  /** Part of the usual noise below which less of it says no more. */
  private static final double QUIET = 0.02;

  private static final double ROUNDING = 1e-12;

  private final Pacing pacing;
  private final Season season;
  private final PeakLimits limits;
  private final Window shortly = new Window(SHORT_ROWS);
  private final Window middle;
  private final Window day;
  private final RunningMean levelMiddle;
  private final RunningMean levelDay;
  private final RunningMean levelLong;
  private final RunningMean level;
  private final RunningMean stray;
  private final Window noise;
  private final RunningMean usualNoise;
  private final Window swing;
  private final RunningMean usualSwing;
  private final RunningMean error;
  private final double[] measures = new double[2 * MEASURED.length];
  private final double[] least = new double[measures.length];
  private final double[][] lately;
  private double seconds;
  private double rest;
  private double previous;
  private boolean hasPrevious;
  private double scale = 1;
  private double step;
  private double swung;
  private int chief;
  private int learnt;
  private int settling;

  /**
   * @param share of its blocks of rows whose peaks the goal allows to raise an alarm, above 0
   */
  Course(Season.Cycle cycle, Pacing pacing, double share) {
    this.pacing = pacing;
    this.season = new Season(cycle, pacing.interval());
    this.limits = new PeakLimits(pacing.block(), shares(share));
    int rows = pacing.day();
    middle = new Window(pacing.middle());
    day = new Window(rows);
    levelMiddle = new RunningMean(pacing.middle());
    levelDay = new RunningMean(rows);
    levelLong = new RunningMean(LONG_DAYS * rows);
    level = new RunningMean(2 * rows);
    stray = new RunningMean(REMEMBERED_DAYS * rows);
    noise = new Window(pacing.middle());
    usualNoise = new RunningMean(REMEMBERED_DAYS * rows);
    swing = new Window(rows);
    usualSwing = new RunningMean(REMEMBERED_DAYS * rows);
    error = new RunningMean(REMEMBERED_DAYS * rows);
    lately = new double[pacing.onDelay()][measures.length];
    for (double[] row : lately) {
      Arrays.fill(row, Double.NEGATIVE_INFINITY);
    }
  }

  Season.Cycle cycle() {
    return season.cycle();
  }

  /** Says that rows are missing before the next. */
  void miss(double rows) {
    levelMiddle.miss(rows);
    levelDay.miss(rows);
    levelLong.miss(rows, pacing.day());
    if (rows * pacing.interval() > pacing.gap()) {
      shortly.reset();
      middle.reset();
      day.reset();
      noise.reset();
      swing.reset();
      hasPrevious = false;
    }
  }

  /** Takes the next value and gives its score, 0 or more. */
  double score(double atSeconds, double value) {
    seconds = atSeconds;
    rest = value - season.at(seconds);
    boolean settled = stray.count() > SETTLED;
    scale = settled ? Math.max(ROUNDING, season.stray(seconds, stray.mean())) : 1;
    shortly.add(rest);
    middle.add(rest);
    day.add(rest);
    step = hasPrevious ? Math.abs(rest - previous) / scale : 0;
    swung = Math.abs(rest - levelDay.mean()) / scale;
    if (hasPrevious) {
      noise.add(step);
    }
    if (levelDay.count() > SHORT_ROWS) {
      swing.add(swung);
    }
    measure();
    return worst();
  }

  /** Learns from the row scored last. */
  void learn(Learning how) {
    double above = rest - level.mean();
    double usual = stray.count() > SETTLED ? stray.mean() : Double.MAX_VALUE / FARTHEST;
    double most = usual * (how == Learning.NORMAL ? FARTHEST_SEASON : FARTHEST_IN_ALARM);
    if (how == Learning.NORMAL) {
      learnLevels(above, within(above, FARTHEST * usual));
    } else {
      // What it did just before an alarm is no reason to keep the alarm.
      levelMiddle.add(levelDay.mean());
    }
    season.learn(seconds, within(above, most));
    if (how != Learning.STANDING_ALARM) {
      learnPeaks();
    }
    previous = rest;
    hasPrevious = true;
  }

  /** Makes the levels learnt so far count as little as a few rows do. */
  void accept() {
    levelDay.trust(SHORT_ROWS);
    levelLong.trust(pacing.day() / 2.0);
    level.trust(pacing.day() / 2.0);
    usualNoise.trust(pacing.day());
    usualSwing.trust(pacing.day());
    settling = pacing.day();
  }

  /** Folds in what was learnt since the last time; bounded by 12 sorts of 256 numbers. */
  void refit() {
    season.refit();
    limits.refit();
  }

  /** True when there are limits to judge by. */
  boolean ready() {
    return limits.known();
  }

  /** Mean distance of rows from what was expected of them. */
  double error() {
    return error.count() < pacing.day() ? Double.MAX_VALUE : error.mean();
  }

  /** What made the last score. */
  Measure chief() {
    return MEASURED[chief / 2];
  }

  /** What was observed for {@link #chief}: a level, or a spread around it. */
  double observed() {
    return switch (chief()) {
      case SHORT, RANGE -> season.at(seconds) + shortly.mean();
      case MIDDLE -> season.at(seconds) + middle.mean();
      case LONG -> season.at(seconds) + day.mean();
      case NOISE -> noise.mean() * scale;
      case SWING -> swing.mean() * scale;
    };
  }

  /** What was expected instead. */
  double expected() {
    return switch (chief()) {
      case SHORT -> season.at(seconds) + levelMiddle.mean();
      case MIDDLE -> season.at(seconds) + levelDay.mean();
      case RANGE, LONG -> season.at(seconds) + levelLong.mean();
      case NOISE -> usualNoise.mean() * scale;
      case SWING -> usualSwing.mean() * scale;
    };
  }

  /** The bound of the usual range of {@link #chief}, upwards or downwards. */
  double usual(boolean upwards) {
    double limit = Math.min(limits.limits()[chief().at + (upwards ? 0 : 1)], 1e6);
    double off = upwards ? limit : -limit;
    return switch (chief()) {
      case SHORT, MIDDLE, RANGE, LONG -> expected() + off * scale;
      case NOISE, SWING -> expected() * Math.exp(Math.min(off, 100));
    };
  }

  private void measure() {
    boolean shorter = shortly.count() == SHORT_ROWS;
    int rows = pacing.day();
    set(
        Measure.SHORT,
        shorter && levelMiddle.count() >= pacing.middle() / 2.0,
        shortly,
        levelMiddle);
    set(
        Measure.MIDDLE,
        middle.count() >= pacing.middle() && levelDay.count() >= rows / 2.0,
        middle,
        levelDay);
    set(Measure.LONG, day.count() >= rows && levelLong.count() >= rows, day, levelLong);
    set(Measure.RANGE, shorter && levelLong.count() >= rows, shortly, levelLong);
    boolean noisy = usualNoise.count() > 3 * pacing.middle() && noise.count() >= pacing.middle();
    ratio(Measure.NOISE, noisy, noise.mean(), usualNoise.mean());
    boolean swinging = usualSwing.count() > rows && swing.count() >= rows;
    ratio(Measure.SWING, swinging, swing.mean(), usualSwing.mean());
  }

  private void set(Measure measure, boolean has, Window window, RunningMean usual) {
    set(measure, has, has ? (window.mean() - usual.mean()) / scale : 0);
  }

  private void ratio(Measure measure, boolean has, double now, double usual) {
    double more = (now + QUIET * usual + ROUNDING) / (usual + ROUNDING);
    set(measure, has, has ? Math.log(more) : 0);
  }

  private void set(Measure measure, boolean has, double upwards) {
    int at = measure.at;
    measures[at] = has ? upwards : Double.NEGATIVE_INFINITY;
    measures[at + 1] = has ? -upwards : Double.NEGATIVE_INFINITY;
  }

  private double worst() {
    double worst = 0;
    for (int i = 0; i < measures.length; i++) {
      double score = measures[i] / limits.limits()[i];
      if (score > worst) {
        worst = score;
        chief = i;
      }
    }
    return worst;
  }

  private void learnLevels(double above, double bounded) {
    if (level.count() > pacing.day() / 2.0) {
      error.add(Math.abs(above));
    }
    level.add(level.mean() + bounded);
    levelMiddle.add(rest);
    levelDay.add(rest);
    levelLong.add(rest);
    if (hasPrevious) {
      usualNoise.add(step);
    }
    // On its way to a new level it swings as it never does there.
    settling = Math.max(0, settling - 1);
    if (levelDay.count() > SHORT_ROWS && settling == 0) {
      usualSwing.add(swung);
    }
    if (level.count() > pacing.middle()) {
      stray.add(Math.abs(bounded));
      season.strayed(seconds, Math.abs(bounded));
    }
  }

  private void learnPeaks() {
    System.arraycopy(measures, 0, lately[learnt % lately.length], 0, measures.length);
    learnt = (learnt + 1) % lately.length;
    System.arraycopy(measures, 0, least, 0, measures.length);
    for (double[] row : lately) {
      for (int i = 0; i < least.length; i++) {
        least[i] = Math.min(least[i], row[i]);
      }
    }
    limits.add(least);
  }

  private static double[] shares(double share) {
    double[] shares = new double[2 * MEASURED.length];
    for (Measure measure : MEASURED) {
      shares[measure.at] = share * measure.part;
      shares[measure.at + 1] = share * measure.part;
    }
    return shares;
  }

  private static double within(double value, double most) {
    return Math.max(-most, Math.min(most, value));
  }
}
