package io.sluice.analytics.trial;

import java.time.Duration;

/**
 * How the scores of a shadow go with those of the champion, row by row: Pearson's correlation of
 * their logarithms, Spearman's of their ranks in a table of fixed bins (exact but for ties within a
 * bin), and the shadow's activations that the champion saw nothing of. Constant memory; used by one
 * context.
 */
public final class SideBySide {
  private static final int BINS = 32;

  /** Scores are binned by their logarithm from 0.02 to 50: a bin is a factor of 1.28. */
  private static final double LOWEST = Math.log(0.02);

  private static final double STEP = (Math.log(50) - LOWEST) / BINS;
  private static final double FLOOR = 1e-3;

  /** An activation is shared where the champion reaches its threshold this close to it. */
  private static final long TOGETHER = Duration.ofMinutes(1).toNanos();

  private final long[][] table = new long[BINS][BINS];
  private long rows;
  private double meanChampion;
  private double meanShadow;
  private double squaresChampion;
  private double squaresShadow;
  private double products;
  private long championAt;
  private boolean championSeen;
  private long pendingSince;
  private boolean pending;
  private long alone;

  /**
   * Takes a row that both have scored.
   *
   * @param raised whether the shadow's alarm was raised by it
   */
  public void row(double champion, double shadow, boolean raised, long nanos) {
    double x = Math.log(Math.max(FLOOR, champion));
    double y = Math.log(Math.max(FLOOR, shadow));
    rows++;
    double dx = x - meanChampion;
    double dy = y - meanShadow;
    meanChampion += dx / rows;
    meanShadow += dy / rows;
    squaresChampion += dx * (x - meanChampion);
    squaresShadow += dy * (y - meanShadow);
    products += dx * (y - meanShadow);
    table[bin(x)][bin(y)]++;
    activations(champion >= 1, raised, nanos);
  }

  /** Rows that both have scored. */
  public long rows() {
    return rows;
  }

  /** The shadow's activations without the champion at its threshold within a minute. */
  public long activationsAlone() {
    return alone + (pending ? 1 : 0);
  }

  /** Pearson's correlation of the scores' logarithms, -1 to 1; 0 where one of them never moved. */
  public double pearson() {
    double scale = Math.sqrt(squaresChampion * squaresShadow);
    return scale > 0 ? Math.max(-1, Math.min(1, products / scale)) : 0;
  }

  /** Spearman's rank correlation, -1 to 1; 0 where one of them never left its bin. */
  public double spearman() {
    double[] champion = new double[BINS];
    double[] shadow = new double[BINS];
    for (int x = 0; x < BINS; x++) {
      for (int y = 0; y < BINS; y++) {
        champion[x] += table[x][y];
        shadow[y] += table[x][y];
      }
    }
    double[] ranksChampion = midRanks(champion);
    double[] ranksShadow = midRanks(shadow);
    double middle = (rows + 1) / 2.0;
    double both = 0;
    for (int x = 0; x < BINS; x++) {
      for (int y = 0; y < BINS; y++) {
        both += table[x][y] * (ranksChampion[x] - middle) * (ranksShadow[y] - middle);
      }
    }
    double scale =
        Math.sqrt(spread(champion, ranksChampion, middle) * spread(shadow, ranksShadow, middle));
    return scale > 0 ? both / scale : 0;
  }

  private void activations(boolean championAtThreshold, boolean raised, long nanos) {
    if (championAtThreshold) {
      championAt = nanos;
      championSeen = true;
      pending = false;
    }
    if (pending && nanos - pendingSince > TOGETHER) {
      alone++;
      pending = false;
    }
    if (raised && !(championSeen && nanos - championAt <= TOGETHER)) {
      pending = true;
      pendingSince = nanos;
    }
  }

  private static int bin(double logarithm) {
    return (int) Math.max(0, Math.min(BINS - 1, (logarithm - LOWEST) / STEP));
  }

  private static double[] midRanks(double[] counts) {
    double[] ranks = new double[counts.length];
    double below = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      ranks[bin] = below + (counts[bin] + 1) / 2;
      below += counts[bin];
    }
    return ranks;
  }

  private static double spread(double[] counts, double[] ranks, double middle) {
    double sum = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      sum += counts[bin] * (ranks[bin] - middle) * (ranks[bin] - middle);
    }
    return sum;
  }
}
