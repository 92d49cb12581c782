package io.sluice.analytics.detectors;

/** How unlikely a row is under a mixture of normal distributions. */
final class GmmScorer implements Scorer {
  private final Whitening whitening;
  private final Reconstruction reconstruction;
  private final Mixture mixture;

  GmmScorer(Basis basis, FeaturePlan plan, Mixture mixture) {
    this.whitening = new Whitening(basis);
    this.reconstruction = new Reconstruction(basis, plan);
    this.mixture = mixture;
  }

  @Override
  public double measure(double[] z) {
    return mixture.rarity(whitening.of(z));
  }

  @Override
  public double[] blame(double[] z) {
    return reconstruction.blame(this::measure, z);
  }
}
