package io.sluice.analytics.detectors;

/**
 * Whether rows come as often as in training: a window of as many rows over another time has another
 * level and spread, and a score from it would be no score. Steps are judged by the dozen, so that a
 * late row or an outage says nothing; and four fifths must be off to the same side, which cannot be
 * in training rows themselves, whose median step is the measure. Allocates nothing.
 */
final class Rhythm {
  private static final int STEPS = 12;
  private static final int MOST_OFF = STEPS * 4 / 5;
  private static final double FACTOR = 1.6;

  private final double longest;
  private final double shortest;
  private int steps;
  private int tooLong;
  private int tooShort;
  private boolean kept = true;

  /**
   * @param interval median time between training rows, nanoseconds
   */
  Rhythm(double interval) {
    longest = interval * FACTOR;
    shortest = interval / FACTOR;
  }

  void reset() {
    steps = 0;
    tooLong = 0;
    tooShort = 0;
    kept = true;
  }

  /** Takes the time since the row before; true while the rows keep to that of training. */
  boolean keeps(long step) {
    tooLong += step > longest ? 1 : 0;
    tooShort += step < shortest ? 1 : 0;
    if (++steps == STEPS) {
      kept = tooLong <= MOST_OFF && tooShort <= MOST_OFF;
      steps = 0;
      tooLong = 0;
      tooShort = 0;
    }
    return kept;
  }
}
