package io.sluice.analytics.detectors;

import java.util.Arrays;

/** Distance from the nearest centroid in whitened coordinates. */
final class KMeansScorer implements Scorer {
  private final Whitening whitening;
  private final double[][] centroids;

  KMeansScorer(Basis basis, double[][] centroids) {
    this.whitening = new Whitening(basis);
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
    double[] white = whitening.of(z);
    double[] nearest = centroids[0];
    for (double[] centroid : centroids) {
      nearest = square(white, centroid) < square(white, nearest) ? centroid : nearest;
    }
    double[] even = new double[z.length];
    Arrays.fill(even, 1);
    return whitening.parts(z, nearest, even);
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
