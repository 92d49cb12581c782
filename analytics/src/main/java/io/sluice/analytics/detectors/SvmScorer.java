package io.sluice.analytics.detectors;

/**
 * A one-class support vector machine on whitened features: ln(peak / f), where f is the sum over
 * the support vectors and the peak its largest possible value. So 0 is the densest place there is,
 * and what counts is the ratio of densities and not the library's unnormalised margin.
 */
final class SvmScorer implements Scorer {
  private final Basis basis;
  private final SvmKernel kernel;
  private final double[] along;
  private final double[] white;
  private final Reconstruction reconstruction;

  /**
   * @param tagOf per feature the column it is made of
   */
  SvmScorer(Basis basis, SvmKernel kernel, int[] tagOf) {
    this.basis = basis;
    this.kernel = kernel;
    this.along = new double[basis.size];
    this.reconstruction = new Reconstruction(basis, tagOf);
    this.white = new double[kernel.width()];
  }

  /** Coordinates along all axes, each scaled to deviation 1. */
  static void whiten(Basis basis, double[] z, double[] along, double[] into) {
    basis.project(z, along);
    for (int axis = 0; axis < along.length; axis++) {
      into[axis] = along[axis] / Math.sqrt(basis.variance(axis));
    }
  }

  @Override
  public double measure(double[] z) {
    whiten(basis, z, along, white);
    return Math.max(0, Math.log(kernel.peak() / kernel.sum(white)));
  }

  @Override
  public double[] blame(double[] z) {
    return reconstruction.blame(this::measure, z);
  }
}
