package io.sluice.analytics.detectors;

/**
 * Hotelling's T² along the kept axes and the squared prediction error (SPE) across them, each as
 * its root against its own limit; the larger counts.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1979.10489779">Jackson and Mudholkar 1979</a>
 */
final class PcaScorer implements Scorer {
  private final Basis basis;
  private final double tLimit;
  private final double errorLimit;
  private final double[] along;
  private final Reconstruction reconstruction;
  private double t;
  private double error;

  PcaScorer(Basis basis, FeaturePlan plan, double tLimit, double errorLimit) {
    this.basis = basis;
    this.tLimit = tLimit;
    this.errorLimit = errorLimit;
    this.along = new double[basis.kept];
    this.reconstruction = new Reconstruction(basis, plan);
  }

  @Override
  public double measure(double[] z) {
    judge(z);
    return Math.max(t / tLimit, error / errorLimit);
  }

  /** T and the prediction error of a row: the roots of T² and SPE. */
  double[] statistics(double[] z) {
    judge(z);
    return new double[] {t, error};
  }

  /**
   * By the sum of both squares: the larger of the two alone may have no eyes for the tag that is
   * off.
   *
   * @see <a href="https://doi.org/10.1021/ie000141+">Yue and Qin 2001</a>, combined index
   */
  @Override
  public double[] blame(double[] z) {
    return reconstruction.blame(this::combined, z);
  }

  private double combined(double[] z) {
    judge(z);
    return t * t / (tLimit * tLimit) + error * error / (errorLimit * errorLimit);
  }

  private void judge(double[] z) {
    basis.project(z, along);
    double length = 0;
    for (double value : z) {
      length += value * value;
    }
    double within = 0;
    double tSquared = 0;
    for (int axis = 0; axis < along.length; axis++) {
      double square = along[axis] * along[axis];
      within += square;
      tSquared += square / basis.variance(axis);
    }
    t = Math.sqrt(tSquared);
    error = Math.sqrt(Math.max(0, length - within));
  }
}
