package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.TrainingRows;

/**
 * Whether a tag's level counts: whether training has seen its usual range. A level that moved up
 * once in ten minutes of rows was seen in one place, and its next place says nothing; left in, it
 * hides faults and raises alarms. What tells is how many independent values the rows are worth,
 * rows / (1 + 2 Σ autocorrelation). With ten the level counts even for a tag called a temperature.
 * With fewer than four, and a quarter of the rows far outside what the others led to expect, it
 * does not count whatever the tag is called, unless a setpoint explains it. Between them the class
 * decides: a thermal tag is slow.
 *
 * @see <a href="https://doi.org/10.2307/2983560">Bayley and Hammersley 1946, the effective number
 *     of independent observations in an autocorrelated time series</a>
 */
final class LevelRule {
  private static final double FEWEST = 4;
  private static final double ENOUGH = 10;

  /** In deviations; a quarter of white noise is never one away. */
  private static final double FAR = 2;

  /** Rows are averaged in groups of at least so many, as a window would do. */
  private static final int GROUP = 5;

  private static final int MOST_VALUES = 2000;

  /** Autocorrelation below this is noise. */
  private static final double NOISE = 0.05;

  private LevelRule() {}

  static boolean byClass(TrainingRows rows, int column) {
    return rows.columns().get(column).kind() != Column.Kind.THERMAL;
  }

  static boolean byRows(TrainingRows rows, int column) {
    double[] series = grouped(rows, column);
    double values = independentValues(series);
    if (!byClass(rows, column)) {
      return values >= ENOUGH;
    }
    return values >= FEWEST || farthestQuarter(series) < FAR || toldToMove(rows);
  }

  /** With setpoints among the tags slow movement is what the process was told, and explained. */
  private static boolean toldToMove(TrainingRows rows) {
    return rows.columns().stream().anyMatch(column -> column.kind() == Column.Kind.SETPOINT);
  }

  /** How far the mean of a quarter lies from that of the others, in their deviations. */
  static double farthestQuarter(double[] series) {
    double farthest = 0;
    for (int block = 0; block < CrossFit.BLOCKS; block++) {
      int from = CrossFit.start(block, series.length);
      int to = CrossFit.start(block + 1, series.length);
      double own = 0;
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < series.length; i++) {
        boolean inside = i >= from && i < to;
        own += inside ? series[i] / (to - from) : 0;
        mean += inside ? 0 : series[i] / (series.length - to + from);
      }
      for (int i = 0; i < series.length; i++) {
        boolean inside = i >= from && i < to;
        squares += inside ? 0 : (series[i] - mean) * (series[i] - mean);
      }
      double deviation = Math.sqrt(squares / Math.max(1, series.length - to + from));
      farthest = Math.max(farthest, deviation > 0 ? Math.abs(own - mean) / deviation : 0);
    }
    return farthest;
  }

  /** What a series is worth in independent values. */
  static double independentValues(double[] series) {
    double mean = 0;
    for (double value : series) {
      mean += value / series.length;
    }
    double variance = covariance(series, mean, 0);
    double sum = 0;
    for (int lag = 1; lag < series.length / 3 && variance > 0; lag++) {
      double correlation = covariance(series, mean, lag) / variance;
      if (correlation < NOISE) {
        break;
      }
      sum += correlation;
    }
    return series.length / (1 + 2 * sum);
  }

  private static double covariance(double[] series, double mean, int lag) {
    double sum = 0;
    for (int i = lag; i < series.length; i++) {
      sum += (series[i] - mean) * (series[i - lag] - mean);
    }
    return sum / (series.length - lag);
  }

  private static double[] grouped(TrainingRows rows, int column) {
    int group = Math.max(GROUP, rows.size() / MOST_VALUES);
    double[] means = new double[Math.max(1, rows.size() / group)];
    for (int i = 0; i < means.length; i++) {
      for (int row = i * group; row < Math.min(rows.size(), (i + 1) * group); row++) {
        means[i] += rows.value(row, column) / group;
      }
    }
    return means;
  }
}
