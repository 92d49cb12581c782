package io.sluice.analytics.detectors;

import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import java.util.Map;

/**
 * {@code k-means}: Tribuo's clusters of whitened window features; the measure is the distance from
 * the nearest. For plants that work in a few distinct states.
 *
 * @see <a href="https://dl.acm.org/doi/10.5555/1283383.1283494">Arthur and Vassilvitskii 2007,
 *     k-means++</a>
 */
public final class KMeansKind implements DetectorKind<KMeansOptions> {
  private static final int MOST_ROWS = 5000;
  private static final int MOST_CLUSTERS = 1000;

  @Override
  public String name() {
    return "k-means";
  }

  @Override
  public Class<KMeansOptions> options() {
    return KMeansOptions.class;
  }

  @Override
  public TrainedModel train(TrainingRows rows, KMeansOptions options, Goal goal)
      throws TrainingException {
    FeaturePlan plan = FeaturePlanner.plan(rows, options.window());
    return HeldOut.train(
        new OneMeasure(name(), goal),
        rows,
        plan,
        options.clusters(),
        parts -> some -> learnt(some, plan, parts, options.seed()));
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    ModelKind.require(name(), model);
    Pipeline pipeline = Pipeline.read(model);
    double[][] centroids =
        Table.read(model.numbers(), "k-means.centroids", pipeline.basis().size, MOST_CLUSTERS);
    return new StreamingDetector(
        pipeline,
        new KMeansScorer(pipeline.basis(), pipeline.plan(), centroids),
        model.threshold(),
        model.offLevel());
  }

  private static OneMeasure.Learnt learnt(
      double[][] features, FeaturePlan plan, int clusters, long seed) {
    Basis basis = Basis.fit(features);
    double[][] white = Whitening.all(basis, FeatureRows.thin(features, MOST_ROWS));
    TribuoKMeans found = TribuoKMeans.of(white, Math.min(clusters, white.length), seed);
    return new OneMeasure.Learnt(
        basis,
        new KMeansScorer(basis, plan, found.centroids()),
        Map.of("k-means.centroids", Table.flat(found.centroids())),
        Map.of("clusters", String.valueOf(clusters), "trainer", found.provenance()));
  }
}
