package io.sluice.analytics.detectors;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.returntypes.DiVector;

/**
 * The random cut forest of one tag, over shingles of neighbouring values. The same points in the
 * same order always grow the same forest. The library allocates at each call (15 kB a score with 30
 * trees, 100 kB a point learnt).
 *
 * @see <a href="https://proceedings.mlr.press/v48/guha16.html">Guha et al. 2016</a>
 */
final class TagForest {
  /** Points that a tree holds. */
  static final int SAMPLE = 256;

  /** Fewer points than this make no forest. */
  static final int FEWEST = 64;

  /** A point's weight halves within some 18,000 later ones. */
  private static final double DECAY = 1.0 / (100 * SAMPLE);

  private final RandomCutForest forest;
  private final boolean level;
  private final float[] point;

  private TagForest(Shape shape, boolean level) {
    this.level = level;
    point = new float[shape.shingle()];
    forest =
        RandomCutForest.builder()
            .dimensions(shape.shingle())
            .shingleSize(1)
            .numberOfTrees(shape.trees())
            .sampleSize(SAMPLE)
            .outputAfter(FEWEST)
            .timeDecay(DECAY)
            .parallelExecutionEnabled(false)
            .randomSeed(shape.seed())
            .build();
  }

  /**
   * What forests are alike in.
   *
   * @param shingle values of a point
   * @param trees of a forest
   * @param seed of its cuts
   */
  record Shape(int shingle, int trees, long seed) {}

  /**
   * A forest of these points, oldest first.
   *
   * @param level false where only the course counts and not its height
   */
  static TagForest grown(Shape shape, boolean level, double[][] points) {
    TagForest grown = new TagForest(shape, level);
    for (double[] each : points) {
      grown.learn(each);
    }
    return grown;
  }

  /** The library's score: about 1 for the usual, rising with strangeness to some 8. */
  double score(double[] values) {
    take(values);
    return forest.getAnomalyScore(point);
  }

  /** The score of a point beyond everything: no point has a higher one. */
  double ceiling() {
    for (int i = 0; i < point.length; i++) {
      point[i] = i % 2 == 0 ? 1e6f : -1e6f;
    }
    return forest.getAnomalyScore(point);
  }

  void learn(double[] values) {
    take(values);
    forest.update(point);
  }

  /** The value that the library blames most for the score. */
  int strangest(double[] values) {
    take(values);
    DiVector parts = forest.getAnomalyAttribution(point);
    int most = 0;
    for (int i = 1; i < point.length; i++) {
      most = parts.getHighLowSum(i) > parts.getHighLowSum(most) ? i : most;
    }
    return most;
  }

  /** What the library expects of one value, from the others. */
  double expected(double[] values, int which) {
    take(values);
    float[] imputed = forest.imputeMissingValues(point, new int[] {which});
    return imputed[which] + base(values);
  }

  private void take(double[] values) {
    double base = base(values);
    for (int i = 0; i < point.length; i++) {
      point[i] = (float) (values[i] - base);
    }
  }

  private double base(double[] values) {
    if (level) {
      return 0;
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
