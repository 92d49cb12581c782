package io.sluice.analytics.detectors;

import java.util.Arrays;

/**
 * Limits for several measures of one signal, so that normal operation reaches one of them as seldom
 * as the goal asks. Of each block of rows only the peak is kept, and of the peaks the last {@value
 * #BLOCKS}; the limit follows from their distribution (Gumbel's, the law of largest values: E. J.
 * Gumbel, Statistics of Extremes, 1958), fitted to the quartiles so that a fault among them counts
 * little, and is not below the peak that was passed as often as the goal allows.
 *
 * <p>A peak counts as at most a quarter above the limit of its day, so one refit cannot be led far.
 * Measures come in pairs of two directions. Owned by one context; allocates nothing after
 * construction.
 */
final class PeakLimits {
  static final int BLOCKS = 256;
  private static final int FEWEST = 4;
  private static final double MOST_SHARE = 0.3;
  private static final double FARTHEST_MOVE = 1.25;
  private static final double FARTHEST_PEAK = 1.5;
  private static final double OTHER_SIDE = 0.5;
  private static final double LEAST = 1e-6;

  /** Gumbel's distances between quartiles in units of its scale, and of its median. */
  private static final double QUARTILES = 1.5725;

  private static final double UPPER_HALF = 0.8794;
  private static final double MEDIAN = 0.3665;

  private final double[][] peaks;
  private final double[] peak;
  private final double[] steep;
  private final double[] limits;
  private final double[] sorted = new double[BLOCKS];
  private final int blockRows;
  private final double[] shares;
  private int rows;
  private int blocks;
  private int next;

  /**
   * @param blockRows rows in a block, 1 or more
   * @param shares for each measure the share of blocks that may reach its limit, above 0
   */
  PeakLimits(int blockRows, double[] shares) {
    int measures = shares.length;
    peaks = new double[measures][BLOCKS];
    peak = new double[measures];
    steep = new double[measures];
    limits = new double[measures];
    this.blockRows = blockRows;
    this.shares = shares.clone();
    for (int i = 0; i < measures; i++) {
      this.shares[i] = Math.min(MOST_SHARE, shares[i]);
    }
    Arrays.fill(limits, Double.MAX_VALUE);
    startBlock();
  }

  /** The limits, one for each measure; {@link Double#MAX_VALUE} until enough blocks were seen. */
  double[] limits() {
    return limits;
  }

  boolean known() {
    return blocks >= FEWEST;
  }

  /** Takes the measures of a normal row; {@code -Infinity} for one that has no value yet. */
  void add(double[] measures) {
    for (int i = 0; i < peak.length; i++) {
      peak[i] = Math.max(peak[i], measures[i]);
    }
    rows++;
    if (rows == blockRows) {
      keepBlock();
      startBlock();
    }
  }

  /** Derives the limits anew: sorts at most {@value #BLOCKS} peaks of each measure. */
  void refit() {
    if (!known()) {
      return;
    }
    for (int i = 0; i < limits.length; i++) {
      steep[i] = extreme(i);
    }
    for (int i = 0; i < limits.length; i++) {
      double expected = Math.max(steep[i], OTHER_SIDE * steep[i ^ 1]);
      sort(i);
      double seen = sorted[blocks - 1 - (int) (shares[i] * blocks)];
      double limit = Math.max(expected, Math.min(seen, FARTHEST_PEAK * expected));
      limits[i] = Math.max(LEAST, limit);
    }
  }

  private double extreme(int measure) {
    sort(measure);
    double lower = sorted[(int) (0.25 * (blocks - 1))];
    double median = sorted[(int) Math.ceil(0.50 * (blocks - 1))];
    double upper = sorted[(int) Math.ceil(0.75 * (blocks - 1))];
    double scale = Math.max((upper - lower) / QUARTILES, (upper - median) / UPPER_HALF);
    return median - MEDIAN * scale - scale * Math.log(-Math.log1p(-shares[measure]));
  }

  private void sort(int measure) {
    System.arraycopy(peaks[measure], 0, sorted, 0, blocks);
    Arrays.sort(sorted, 0, blocks);
  }

  private void keepBlock() {
    for (double value : peak) {
      if (value == Double.NEGATIVE_INFINITY) {
        return;
      }
    }
    for (int i = 0; i < peak.length; i++) {
      peaks[i][next] = Math.min(peak[i], FARTHEST_MOVE * limits[i]);
    }
    next = (next + 1) % BLOCKS;
    blocks = Math.min(blocks + 1, BLOCKS);
  }

  private void startBlock() {
    Arrays.fill(peak, Double.NEGATIVE_INFINITY);
    rows = 0;
  }
}
