package io.sluice.analytics.detectors;

/** Distance from the nearest centroid in whitened coordinates. */
final class KMeansScorer implements Scorer {
  private final Whitening whitening;
  private final Reconstruction reconstruction;
  private final double[][] centroids;

  KMeansScorer(Basis basis, FeaturePlan plan, double[][] centroids) {
    this.whitening = new Whitening(basis);
    this.reconstruction = new Reconstruction(basis, plan);
    this.centroids = centroids;
  }

  @Override
  public double measure(double[] z) {
    double[] white = whitening.of(z);
    double least = Double.MAX_VALUE;
    for (double[] centroid : centroids) {
      least = Math.min(least, square(white, centroid));
    }
    return Math.sqrt(least);
  }

  @Override
  public double[] blame(double[] z) {
    return reconstruction.blame(this::measure, z);
  }

  private static double square(double[] white, double[] centroid) {
    double even = 0;
    double odd = 0;
    int axis = 0;
    for (; axis < white.length - 1; axis += 2) {
      double one = white[axis] - centroid[axis];
      double other = white[axis + 1] - centroid[axis + 1];
      even += one * one;
      odd += other * other;
    }
    if (axis < white.length) {
      double last = white[axis] - centroid[axis];
      even += last * last;
    }
    return even + odd;
  }
}
