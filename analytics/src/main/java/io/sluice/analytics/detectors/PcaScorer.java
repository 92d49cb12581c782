package io.sluice.analytics.detectors;

/**
 * Hotelling's T² along the kept axes and the squared prediction error (SPE) across them, each
 * against its own limit; the larger counts.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1979.10489779">Jackson and Mudholkar 1979</a>
 * @see <a href="https://doi.org/10.1016/S0169-7439(00)00058-7">Westerhuis et al. 2000</a>, for the
 *     contributions
 */
final class PcaScorer implements Scorer {
  private final Basis basis;
  private final double tSquaredLimit;
  private final double errorLimit;
  private final double[] along;
  private double tSquared;
  private double error;

  PcaScorer(Basis basis, double tSquaredLimit, double errorLimit) {
    this.basis = basis;
    this.tSquaredLimit = tSquaredLimit;
    this.errorLimit = errorLimit;
    this.along = new double[basis.kept];
  }

  @Override
  public double measure(double[] z) {
    judge(z);
    return Math.sqrt(Math.max(tSquared / tSquaredLimit, error / errorLimit));
  }

  /** T² and SPE of a row. */
  double[] statistics(double[] z) {
    judge(z);
    return new double[] {tSquared, error};
  }

  @Override
  public double[] blame(double[] z) {
    judge(z);
    double[] weighted = new double[z.length];
    double[] within = new double[z.length];
    for (int axis = 0; axis < along.length; axis++) {
      double[] direction = basis.axis(axis);
      for (int i = 0; i < z.length; i++) {
        weighted[i] += direction[i] * along[axis] / basis.variance(axis);
        within[i] += direction[i] * along[axis];
      }
    }
    double[] blame = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      double residual = z[i] - within[i];
      blame[i] = Math.max(0, z[i] * weighted[i]) / tSquaredLimit + residual * residual / errorLimit;
    }
    return blame;
  }

  private void judge(double[] z) {
    basis.project(z, along);
    double length = 0;
    for (double value : z) {
      length += value * value;
    }
    double within = 0;
    tSquared = 0;
    for (int axis = 0; axis < along.length; axis++) {
      double square = along[axis] * along[axis];
      within += square;
      tSquared += square / basis.variance(axis);
    }
    error = Math.max(0, length - within);
  }
}
