package io.sluice.analytics.detectors;

import io.sluice.analytics.Feature;
import io.sluice.analytics.TrainingException;

/** A trained machine with the basis it stands on. */
final class SvmMachine {
  private final Basis basis;
  private final TribuoSvm svm;
  private final SvmScorer scorer;
  private final double shift;
  private final double[] z;

  private SvmMachine(Basis basis, TribuoSvm svm, SvmScorer scorer, double shift) {
    this.basis = basis;
    this.svm = svm;
    this.scorer = scorer;
    this.shift = shift;
    this.z = new double[basis.size];
  }

  static SvmMachine fit(double[][] rows, FeaturePlan plan, SvmSettings settings)
      throws TrainingException {
    Basis basis = Basis.fit(rows);
    double[][] thinned = FeatureRows.thin(rows, settings.mostRows());
    double[][] white = new double[thinned.length][basis.size];
    double[] z = new double[basis.size];
    double[] along = new double[basis.size];
    for (int row = 0; row < thinned.length; row++) {
      basis.standardise(thinned[row], z);
      SvmScorer.whiten(basis, z, along, white[row]);
    }
    TribuoSvm svm = TribuoSvm.train(white, settings.nu(), settings.gamma(), settings.seed());
    SvmKernel kernel = SvmKernel.of(svm.inner(), basis.size);
    SvmScorer scorer = new SvmScorer(basis, kernel, tagOf(plan));
    return new SvmMachine(basis, svm, scorer, Math.log(kernel.peak() / svm.rho()));
  }

  /** Per feature the column it is made of. */
  static int[] tagOf(FeaturePlan plan) {
    return plan.features().stream().mapToInt(Feature::column).toArray();
  }

  double measure(double[] features) {
    basis.standardise(features, z);
    return scorer.measure(z);
  }

  /** What {@link #overRho} leaves out of the measure. */
  double shift() {
    return shift;
  }

  /** The measure relative to rho, which cross-fitted machines of other rows can be compared by. */
  double overRho(double[] features) {
    return measure(features) - shift;
  }

  Basis basis() {
    return basis;
  }

  TribuoSvm svm() {
    return svm;
  }
}
