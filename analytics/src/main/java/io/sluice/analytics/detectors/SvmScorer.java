package io.sluice.analytics.detectors;

import java.util.Arrays;

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
  private final int[] tagOf;

  /**
   * @param tagOf per feature the column it is made of
   */
  SvmScorer(Basis basis, SvmKernel kernel, int[] tagOf) {
    this.basis = basis;
    this.kernel = kernel;
    this.along = new double[basis.size];
    this.tagOf = tagOf;
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

  /**
   * How much the measure falls when a tag's features are replaced by what the others let expect,
   * shared among them by how far each was from that.
   */
  @Override
  public double[] blame(double[] z) {
    double before = measure(z);
    double[] blame = new double[z.length];
    for (int tag : Arrays.stream(tagOf).distinct().toArray()) {
      boolean[] chosen = new boolean[z.length];
      for (int i = 0; i < z.length; i++) {
        chosen[i] = tagOf[i] == tag;
      }
      double[] without = z.clone();
      basis.expect(without, chosen);
      share(Math.max(0, before - measure(without)), z, without, blame);
    }
    return blame;
  }

  private static void share(double fall, double[] z, double[] without, double[] blame) {
    double all = 0;
    for (int i = 0; i < z.length; i++) {
      all += (z[i] - without[i]) * (z[i] - without[i]);
    }
    for (int i = 0; i < z.length && all > 0; i++) {
      blame[i] += fall * (z[i] - without[i]) * (z[i] - without[i]) / all;
    }
  }
}
