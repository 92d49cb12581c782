package io.sluice.analytics.detectors;

import java.util.Arrays;

/**
 * Expectation maximisation for a {@link Mixture}, from the clusters of k-means. Variances are drawn
 * towards 1, that of all whitened rows, as if some rows had said so beforehand: without it a
 * component can close in on a few rows and its density grow without bound.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1977.tb01600.x">Dempster, Laird and Rubin
 *     1977</a>
 * @see <a href="https://doi.org/10.1007/s00357-007-0004-5">Fraley and Raftery 2007</a>, for the
 *     prior
 */
final class Expectation {
  private static final int MOST_TURNS = 100;
  private static final double SETTLED = 1e-4;
  private static final double LEAST_VARIANCE = 1e-4;

  private final double[][] rows;
  private final double[][] shares;
  private final double prior;

  private Expectation(double[][] rows, int components, double prior) {
    this.rows = rows;
    this.shares = new double[rows.length][components];
    this.prior = prior;
  }

  /**
   * The likeliest mixture that is found from there.
   *
   * @param rows whitened
   * @param start a centroid for each component
   * @param prior rows that have said beforehand that a variance is 1, above 0
   */
  static Mixture mixture(double[][] rows, double[][] start, double prior) {
    Expectation expectation = new Expectation(rows, start.length, prior);
    expectation.assign(start);
    Mixture mixture = expectation.maximise();
    double before = Double.NEGATIVE_INFINITY;
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      double likelihood = expectation.expect(mixture);
      if (likelihood - before < SETTLED) {
        break;
      }
      before = likelihood;
      mixture = expectation.maximise();
    }
    return mixture;
  }

  /** Each row belongs to the nearest centroid. */
  private void assign(double[][] centroids) {
    for (int row = 0; row < rows.length; row++) {
      int nearest = 0;
      double least = Double.MAX_VALUE;
      for (int component = 0; component < centroids.length; component++) {
        double square = 0;
        for (int axis = 0; axis < rows[row].length; axis++) {
          double off = rows[row][axis] - centroids[component][axis];
          square += off * off;
        }
        nearest = square < least ? component : nearest;
        least = Math.min(least, square);
      }
      shares[row][nearest] = 1;
    }
  }

  /** Each component's part in each row; the mean logarithm of the density. */
  private double expect(Mixture mixture) {
    double sum = 0;
    for (int row = 0; row < rows.length; row++) {
      sum += mixture.shares(rows[row], shares[row]);
    }
    return sum / rows.length;
  }

  private Mixture maximise() {
    int components = shares[0].length;
    double[] weights = new double[components];
    double[][] means = new double[components][];
    double[][] precisions = new double[components][];
    for (int component = 0; component < components; component++) {
      double count = count(component);
      // One row more for each: a component that lost all its rows keeps a weight.
      weights[component] = (count + 1) / (rows.length + components);
      means[component] = mean(component, count);
      precisions[component] = precision(component, means[component], count);
    }
    return new Mixture(weights, means, precisions);
  }

  private double count(int component) {
    return Arrays.stream(shares).mapToDouble(share -> share[component]).sum();
  }

  private double[] mean(int component, double count) {
    double[] mean = new double[rows[0].length];
    for (int row = 0; row < rows.length && count > 0; row++) {
      double share = shares[row][component] / count;
      for (int axis = 0; axis < mean.length; axis++) {
        mean[axis] += share * rows[row][axis];
      }
    }
    return mean;
  }

  private double[] precision(int component, double[] mean, double count) {
    double[] sums = new double[mean.length];
    for (int row = 0; row < rows.length; row++) {
      double share = shares[row][component];
      for (int axis = 0; axis < mean.length; axis++) {
        double off = rows[row][axis] - mean[axis];
        sums[axis] += share * off * off;
      }
    }
    return Arrays.stream(sums)
        .map(sum -> 1 / Math.max(LEAST_VARIANCE, (sum + prior) / (count + prior)))
        .toArray();
  }
}
