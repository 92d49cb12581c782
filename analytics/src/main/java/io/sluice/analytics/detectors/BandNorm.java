package io.sluice.analytics.detectors;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import java.util.Map;

/** What is usual of each band's level, in decibels. */
final class BandNorm {
  /** A band that hardly moved in training is not judged closer than this. */
  private static final double LEAST_DEVIATION = 0.5;

  private final double[] mean;
  private final double[] deviation;
  private final double[] low;
  private final double[] high;

  private BandNorm(double[] mean, double[] deviation, double[] low, double[] high) {
    this.mean = mean;
    this.deviation = deviation;
    this.low = low;
    this.high = high;
  }

  static BandNorm of(double[][] levels) {
    int size = levels[0].length;
    double[] mean = new double[size];
    double[] deviation = new double[size];
    double[] low = new double[size];
    double[] high = new double[size];
    for (int band = 0; band < size; band++) {
      double[] of = Quantile.column(levels, band);
      double squares = 0;
      for (double level : of) {
        mean[band] += level / of.length;
      }
      for (double level : of) {
        squares += (level - mean[band]) * (level - mean[band]);
      }
      deviation[band] = Math.max(LEAST_DEVIATION, Math.sqrt(squares / of.length));
      low[band] = Quantile.of(of, 0.01);
      high[band] = Quantile.of(of, 0.99);
    }
    return new BandNorm(mean, deviation, low, high);
  }

  /** Deviations that a level is away from the usual, in either direction. */
  double away(int band, double level) {
    return Math.abs(level - mean[band]) / deviation[band];
  }

  /** The largest of them. */
  double worst(double[] levels) {
    double worst = 0;
    for (int band = 0; band < levels.length; band++) {
      worst = Math.max(worst, away(band, levels[band]));
    }
    return worst;
  }

  double mean(int band) {
    return mean[band];
  }

  double low(int band) {
    return low[band];
  }

  double high(int band) {
    return high[band];
  }

  /** Keeps the time of levels outside their usual range. */
  Outside outside() {
    return new Outside(low, high);
  }

  void write(Map<String, double[]> numbers) {
    numbers.put("spectrum.mean", mean);
    numbers.put("spectrum.deviation", deviation);
    numbers.put("spectrum.low", low);
    numbers.put("spectrum.high", high);
  }

  static BandNorm read(Numbers numbers, int size) throws ModelException {
    double[] deviation = numbers.get("spectrum.deviation", size);
    for (double each : deviation) {
      if (!(each >= LEAST_DEVIATION)) {
        throw new ModelException("the model has a band with a deviation of " + each + " dB");
      }
    }
    return new BandNorm(
        numbers.get("spectrum.mean", size),
        deviation,
        numbers.get("spectrum.low", size),
        numbers.get("spectrum.high", size));
  }
}
