package io.sluice.analytics.detectors;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.Moments;
import io.sluice.analytics.Numbers;
import java.util.Arrays;
import java.util.Map;

/** The usual range of each feature: 1 % and 99 % quantiles of training, in the tags' units. */
final class Usual {
  /** 99 % quantile of the standard normal distribution. */
  private static final double NORMAL = 2.3263478740408408;

  private final double[] low;
  private final double[] high;

  private Usual(double[] low, double[] high) {
    this.low = low;
    this.high = high;
  }

  static Usual of(FeaturePlan plan, double[][] rows) {
    int size = plan.features().size();
    double[] low = new double[size];
    double[] high = new double[size];
    double[] sorted = new double[rows.length];
    for (int feature = 0; feature < size; feature++) {
      for (int row = 0; row < rows.length; row++) {
        sorted[row] = rows[row][feature];
      }
      Arrays.sort(sorted);
      low[feature] = plan.inUnit(feature, sorted[(int) (0.01 * (rows.length - 1))]);
      high[feature] = plan.inUnit(feature, sorted[(int) Math.ceil(0.99 * (rows.length - 1))]);
    }
    return new Usual(low, high);
  }

  /** What a normal distribution with those moments of features would show. */
  static Usual of(FeaturePlan plan, Moments moments) {
    double[] low = moments.mean();
    double[] high = moments.mean();
    double[][] covariance = moments.covariance();
    for (int feature = 0; feature < low.length; feature++) {
      double reach = NORMAL * Math.sqrt(covariance[feature][feature]);
      low[feature] = plan.inUnit(feature, low[feature] - reach);
      high[feature] = plan.inUnit(feature, high[feature] + reach);
    }
    return new Usual(low, high);
  }

  double low(int feature) {
    return low[feature];
  }

  double high(int feature) {
    return high[feature];
  }

  void write(Map<String, double[]> numbers) {
    numbers.put("usual.low", low);
    numbers.put("usual.high", high);
  }

  static Usual read(Numbers numbers, int size) throws ModelException {
    return new Usual(numbers.get("usual.low", size), numbers.get("usual.high", size));
  }
}
