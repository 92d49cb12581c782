package io.sluice.analytics.detectors;

import io.sluice.analytics.Column;
import io.sluice.analytics.TrainingRows;

/**
 * Whether a tag's level counts: whether training has seen its usual range. A level that moved up
 * once in ten minutes of rows was seen in one place, and its next place says nothing; left in, it
 * hides faults and raises alarms. What tells is how many independent values the rows are worth,
 * rows / (1 + 2 Σ autocorrelation). With fewer than four the level does not count whatever the tag
 * is called, with ten it counts even for a tag called a temperature, between them the class
 * decides: a thermal tag is slow.
 *
 * @see <a href="https://doi.org/10.2307/2983560">Bayley and Hammersley 1946, the effective number
 *     of independent observations in an autocorrelated time series</a>
 */
final class LevelRule {
  private static final double FEWEST = 4;
  private static final double ENOUGH = 10;

  /** Rows are averaged in groups of at least so many, as a window would do. */
  private static final int GROUP = 5;

  private static final int MOST_VALUES = 2000;

  /** Autocorrelation below this is noise. */
  private static final double NOISE = 0.05;

  private LevelRule() {}

  static boolean counts(TrainingRows rows, int column) {
    double values = independentValues(grouped(rows, column));
    boolean slow = rows.columns().get(column).kind() == Column.Kind.THERMAL;
    return values >= (slow ? ENOUGH : FEWEST);
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
