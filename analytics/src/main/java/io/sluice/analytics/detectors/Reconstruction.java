package io.sluice.analytics.detectors;

import io.sluice.analytics.Feature;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Why a measure is what it is: how much it falls when a tag's features are replaced by what the
 * other tags let expect of them. Unlike the parts of a sum of squares, which spread over all tags
 * that go with the disturbed one, this names the one that is off.
 *
 * @see <a href="https://doi.org/10.1016/j.automatica.2009.02.027">Alcala and Qin 2009,
 *     reconstruction-based contribution</a>
 */
final class Reconstruction {
  private final Basis basis;
  private final int[] tagOf;

  /**
   * @param tagOf per feature the column it is made of
   */
  Reconstruction(Basis basis, int[] tagOf) {
    this.basis = basis;
    this.tagOf = tagOf;
  }

  Reconstruction(Basis basis, FeaturePlan plan) {
    this(basis, plan.features().stream().mapToInt(Feature::column).toArray());
  }

  /** Each feature's part in the measure: its tag's, shared by how far each was off. */
  double[] blame(ToDoubleFunction<double[]> measure, double[] z) {
    double before = measure.applyAsDouble(z);
    double[] blame = new double[z.length];
    double[] off = new double[z.length];
    double all = 0;
    for (int tag : Arrays.stream(tagOf).distinct().toArray()) {
      double[] without = without(tag, z);
      double fall = Math.max(0, before - measure.applyAsDouble(without));
      share(fall, z, without, blame);
      share(1, z, without, off);
      all += fall;
    }
    // Where no tag alone explains the measure, the one that is farthest off comes first.
    return all > 0 ? blame : weighted(off, z);
  }

  private double[] without(int tag, double[] z) {
    boolean[] chosen = new boolean[z.length];
    for (int i = 0; i < z.length; i++) {
      chosen[i] = tagOf[i] == tag;
    }
    double[] without = z.clone();
    basis.expect(without, chosen);
    return without;
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

  private static double[] weighted(double[] off, double[] z) {
    double[] weighted = new double[z.length];
    Arrays.setAll(weighted, i -> off[i] * z[i] * z[i]);
    return weighted;
  }
}
