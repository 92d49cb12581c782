package io.sluice.analytics.detectors;

/**
 * Coordinates along all axes of a basis, each with deviation 1, and the way back to features.
 * Allocates nothing in {@link #of}; owned by one context.
 */
final class Whitening {
  private final Basis basis;
  private final double[] along;
  private final double[] white;

  Whitening(Basis basis) {
    this.basis = basis;
    this.along = new double[basis.size];
    this.white = new double[basis.size];
  }

  /** The coordinates of scaled features; valid until the next call. */
  double[] of(double[] z) {
    SvmScorer.whiten(basis, z, along, white);
    return white;
  }

  /** The coordinates of many rows of features. */
  static double[][] all(Basis basis, double[][] features) {
    Whitening whitening = new Whitening(basis);
    double[] z = new double[basis.size];
    double[][] all = new double[features.length][];
    for (int row = 0; row < features.length; row++) {
      basis.standardise(features[row], z);
      all[row] = whitening.of(z).clone();
    }
    return all;
  }

  /**
   * Each feature's part in a weighted square distance of a row from a place.
   *
   * @param place in whitened coordinates
   * @param weights of the axes
   */
  double[] parts(double[] z, double[] place, double[] weights) {
    double[] at = of(z);
    double[] off = new double[z.length];
    double[] pull = new double[z.length];
    for (int axis = 0; axis < at.length; axis++) {
      double[] direction = basis.axis(axis);
      double deviation = Math.sqrt(basis.variance(axis));
      double step = at[axis] - place[axis];
      for (int i = 0; i < z.length; i++) {
        off[i] += direction[i] * deviation * step;
        pull[i] += direction[i] * weights[axis] * step / deviation;
      }
    }
    double[] parts = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      parts[i] = Math.max(0, off[i] * pull[i]);
    }
    return parts;
  }
}
