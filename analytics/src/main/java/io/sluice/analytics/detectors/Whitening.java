package io.sluice.analytics.detectors;

/**
 * Coordinates along all axes of a basis, each with deviation 1. Owned by one context; {@link #of}
 * allocates nothing.
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
}
