package io.sluice.analytics.detectors;

import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Feature;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code one-class-svm}: Tribuo's LibSVM on fully whitened window features, scored by {@link
 * SvmKernel}. Whitening is what makes it work: without it the strongest correlations, which faults
 * break first, have no say.
 *
 * @see <a href="https://doi.org/10.1162/089976601750264965">Schölkopf et al. 2001</a>
 */
public final class OneClassSvmKind implements DetectorKind<OneClassSvmOptions> {
  /** The threshold stands this far above the largest cross-fitted score. */
  private static final double MARGIN = 1.2;

  private static final double USUAL_GAMMA = 0.1;

  @Override
  public String name() {
    return "one-class-svm";
  }

  @Override
  public Class<OneClassSvmOptions> options() {
    return OneClassSvmOptions.class;
  }

  @Override
  public TrainedModel train(TrainingRows rows, OneClassSvmOptions options)
      throws TrainingException {
    FeaturePlan plan = FeaturePlanner.plan(rows, options.window());
    double[][] features = FeatureRows.of(rows, plan);
    double[] logs =
        Quantile.column(
            CrossFit.measures(features, plan.window(), others -> judge(others, plan, options)), 0);
    Basis basis = Basis.fit(features);
    TribuoSvm svm = fit(features, basis, options);
    // Cross-fitted models are compared by f / rho, the score by f / peak: the same up to a shift.
    double shift = Math.log(SvmKernel.of(svm.inner(), basis.size).peak() / svm.rho());
    double threshold = MARGIN * Math.max(1e-3, Quantile.of(logs, 1) + shift);
    Map<String, double[]> numbers = new TreeMap<>();
    new Pipeline(plan, Usual.of(plan, features), basis).write(numbers);
    return new TrainedModel(
        name(),
        rows.columns(),
        rows.data(),
        parameters(options, plan, svm, basis.size),
        threshold,
        OffLevel.of(Arrays.stream(logs).map(log -> (log + shift) / threshold).toArray()),
        Numbers.of(numbers),
        svm.write());
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    ModelKind.require(name(), model);
    Pipeline pipeline = Pipeline.read(model);
    ByteBuffer library = model.library();
    if (library == null) {
      throw new ModelException("the model has no support vectors: model.pb is missing");
    }
    int size = pipeline.basis().size;
    TribuoSvm svm = TribuoSvm.read(library, size);
    SvmKernel kernel = SvmKernel.of(svm.inner(), size);
    KernelProof.require(kernel, svm);
    return new StreamingDetector(
        pipeline,
        new SvmScorer(pipeline.basis(), kernel, tagOf(pipeline.plan())),
        model.threshold(),
        model.offLevel());
  }

  private static CrossFit.Judge judge(double[][] rows, FeaturePlan plan, OneClassSvmOptions options)
      throws TrainingException {
    Basis basis = Basis.fit(rows);
    TribuoSvm svm = fit(rows, basis, options);
    SvmKernel kernel = SvmKernel.of(svm.inner(), basis.size);
    SvmScorer scorer = new SvmScorer(basis, kernel, tagOf(plan));
    double shift = Math.log(kernel.peak() / svm.rho());
    double[] z = new double[basis.size];
    return features -> {
      basis.standardise(features, z);
      return new double[] {scorer.measure(z) - shift};
    };
  }

  private static TribuoSvm fit(double[][] rows, Basis basis, OneClassSvmOptions options)
      throws TrainingException {
    double[][] thinned = FeatureRows.thin(rows, options.maxTrainingRows());
    double[][] white = new double[thinned.length][basis.size];
    double[] z = new double[basis.size];
    double[] along = new double[basis.size];
    for (int row = 0; row < thinned.length; row++) {
      basis.standardise(thinned[row], z);
      SvmScorer.whiten(basis, z, along, white[row]);
    }
    return TribuoSvm.train(white, options.nu(), gamma(options, basis.size), options.seed());
  }

  private static int[] tagOf(FeaturePlan plan) {
    return plan.features().stream().mapToInt(Feature::column).toArray();
  }

  private static double gamma(OneClassSvmOptions options, int features) {
    Double gamma = options.gamma();
    return gamma == null ? USUAL_GAMMA / features : gamma;
  }

  private static Map<String, String> parameters(
      OneClassSvmOptions options, FeaturePlan plan, TribuoSvm svm, int features) {
    return Map.of(
        "window-rows", String.valueOf(plan.window()),
        "features", String.valueOf(features),
        "nu", String.valueOf(options.nu()),
        "gamma", String.valueOf(gamma(options, features)),
        "support-vectors", String.valueOf(svm.inner().l),
        "max-training-rows", String.valueOf(options.maxTrainingRows()),
        "seed", String.valueOf(options.seed()),
        "margin", String.valueOf(MARGIN));
  }
}
