package io.sluice.analytics.detectors;

import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.kmeans.KMeansModel;
import org.tribuo.clustering.kmeans.KMeansTrainer;
import org.tribuo.clustering.kmeans.KMeansTrainer.Initialisation;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.math.la.DenseVector;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Tribuo's k-means with its k-means++ start: the places where rows are dense. */
final class TribuoKMeans {
  private static final int ITERATIONS = 30;

  /** Kept, or its level would be forgotten with it. */
  private static final Logger LIBRARY = Logger.getLogger(KMeansTrainer.class.getName());

  static {
    // The library tells of each iteration on standard error.
    LIBRARY.setLevel(Level.WARNING);
  }

  private final double[][] centroids;
  private final String provenance;

  private TribuoKMeans(double[][] centroids, String provenance) {
    this.centroids = centroids;
    this.provenance = provenance;
  }

  /**
   * Rows into clusters, the same at each call.
   *
   * @param clusters at most as many as there are rows
   */
  static TribuoKMeans of(double[][] rows, int clusters, long seed) {
    ClusteringFactory factory = new ClusteringFactory();
    MutableDataset<ClusterID> data =
        new MutableDataset<>(new SimpleDataSourceProvenance("training rows", factory), factory);
    String[] names = TribuoSvm.names(rows[0].length);
    for (double[] row : rows) {
      data.add(new ArrayExample<>(ClusteringFactory.UNASSIGNED_CLUSTER_ID, names, row));
    }
    // One thread: more would add up in another order at each run.
    KMeansTrainer trainer =
        new KMeansTrainer(clusters, ITERATIONS, new L2Distance(), Initialisation.PLUSPLUS, 1, seed);
    KMeansModel model = trainer.train(data);
    double[][] centroids =
        Arrays.stream(model.getCentroidVectors())
            .map(DenseVector::toArray)
            .toArray(double[][]::new);
    return new TribuoKMeans(centroids, model.getProvenance().getTrainerProvenance().toString());
  }

  /** One for each cluster. */
  double[][] centroids() {
    return centroids;
  }

  /** How Tribuo made them. */
  String provenance() {
    return provenance;
  }
}
