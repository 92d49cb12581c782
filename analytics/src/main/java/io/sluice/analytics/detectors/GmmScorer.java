package io.sluice.analytics.detectors;

/** How unlikely a row is under a mixture of normal distributions. */
final class GmmScorer implements Scorer {
  private final Whitening whitening;
  private final Mixture mixture;

  GmmScorer(Basis basis, Mixture mixture) {
    this.whitening = new Whitening(basis);
    this.mixture = mixture;
  }

  @Override
  public double measure(double[] z) {
    return mixture.rarity(whitening.of(z));
  }

  /** By the distance from the component that the row most likely belongs to. */
  @Override
  public double[] blame(double[] z) {
    int component = mixture.likeliest(whitening.of(z));
    return whitening.parts(z, mixture.means()[component], mixture.precisions()[component]);
  }
}
