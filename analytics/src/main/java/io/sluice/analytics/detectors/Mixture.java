package io.sluice.analytics.detectors;

import java.util.Arrays;

/**
 * A mixture of normal distributions whose axes are those of the whitened rows: over all rows they
 * are uncorrelated there, so each component needs but a variance per axis, which few rows can
 * teach. Owned by one context; {@link #rarity} allocates nothing.
 */
final class Mixture {
  private final double[] weights;
  private final double[][] means;
  private final double[][] precisions;
  private final double[] constants;
  private final double[] logs;
  private final double peak;

  /**
   * @param weights of the components, above 0
   * @param means of the components
   * @param precisions 1 / variance of each component along each axis, above 0
   */
  Mixture(double[] weights, double[][] means, double[][] precisions) {
    this.weights = weights;
    this.means = means;
    this.precisions = precisions;
    this.constants = new double[weights.length];
    this.logs = new double[weights.length];
    for (int component = 0; component < weights.length; component++) {
      double determinant = Arrays.stream(precisions[component]).map(Math::log).sum();
      constants[component] = Math.log(weights[component]) + 0.5 * determinant;
    }
    this.peak = Arrays.stream(means).mapToDouble(this::logDensity).max().orElseThrow();
  }

  /**
   * Root of twice the negative log likelihood above that of the likeliest mean: with one component
   * the Mahalanobis distance. 0 or more.
   */
  double rarity(double[] white) {
    return Math.sqrt(2 * Math.max(0, peak - logDensity(white)));
  }

  /** Logarithm of the density, up to a constant that all mixtures of that width share. */
  double logDensity(double[] white) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int component = 0; component < logs.length; component++) {
      logs[component] = constants[component] - 0.5 * square(white, component);
      largest = Math.max(largest, logs[component]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - largest);
    }
    return largest + Math.log(sum);
  }

  /** Each component's part in a row, into {@code into}; the logarithm of the density. */
  double shares(double[] white, double[] into) {
    double all = logDensity(white);
    for (int component = 0; component < logs.length; component++) {
      into[component] = Math.exp(logs[component] - all);
    }
    return all;
  }

  double[] weights() {
    return weights;
  }

  double[][] means() {
    return means;
  }

  double[][] precisions() {
    return precisions;
  }

  private double square(double[] white, int component) {
    double[] mean = means[component];
    double[] precision = precisions[component];
    double sum = 0;
    for (int axis = 0; axis < mean.length; axis++) {
      double off = white[axis] - mean[axis];
      sum += off * off * precision[axis];
    }
    return sum;
  }
}
