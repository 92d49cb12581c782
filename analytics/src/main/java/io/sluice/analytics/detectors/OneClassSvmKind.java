package io.sluice.analytics.detectors;

import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Feature;
import io.sluice.analytics.Goal;
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
  public TrainedModel train(TrainingRows rows, OneClassSvmOptions options, Goal goal)
      throws TrainingException {
    FeaturePlan plan = FeaturePlanner.plan(rows, options.window());
    double[][] features = FeatureRows.of(rows, plan);
    Machine machine = Machine.fit(features, plan, options);
    // Cross-fitted machines are compared by f / rho, the score by f / peak: the same up to a shift.
    double[] measures =
        shifted(
            CrossFit.measures(
                features, plan.window(), others -> Machine.fit(others, plan, options).overRho()),
            machine.shift);
    double[] own = Arrays.stream(features).mapToDouble(machine::measure).toArray();
    Allowance allowance = Allowance.of(goal, rows, plan, features.length);
    double threshold = Limit.of(measures, own, allowance);
    Map<String, double[]> numbers = new TreeMap<>();
    new Pipeline(plan, Usual.of(plan, features), machine.basis).write(numbers);
    TrainedModel model =
        new TrainedModel(
            name(),
            rows.columns(),
            rows.data(),
            parameters(options, plan, machine, allowance),
            threshold,
            OffLevel.of(Arrays.stream(measures).map(measure -> measure / threshold).toArray()),
            Numbers.of(numbers),
            machine.svm.write());
    return model.withProvenance(machine.svm.provenance());
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

  private static double[] shifted(double[][] measures, double shift) {
    return Arrays.stream(measures).mapToDouble(row -> row[0] + shift).toArray();
  }

  /** A machine with the basis it stands on. */
  private static final class Machine {
    private final Basis basis;
    private final TribuoSvm svm;
    private final SvmScorer scorer;
    private final double shift;
    private final double[] z;

    private Machine(Basis basis, TribuoSvm svm, SvmScorer scorer, double shift, double[] z) {
      this.basis = basis;
      this.svm = svm;
      this.scorer = scorer;
      this.shift = shift;
      this.z = z;
    }

    static Machine fit(double[][] rows, FeaturePlan plan, OneClassSvmOptions options)
        throws TrainingException {
      Basis basis = Basis.fit(rows);
      double[][] thinned = FeatureRows.thin(rows, options.maxTrainingRows());
      double[][] white = new double[thinned.length][basis.size];
      double[] z = new double[basis.size];
      double[] along = new double[basis.size];
      for (int row = 0; row < thinned.length; row++) {
        basis.standardise(thinned[row], z);
        SvmScorer.whiten(basis, z, along, white[row]);
      }
      double gamma = gamma(options, basis.size);
      TribuoSvm svm = TribuoSvm.train(white, options.nu(), gamma, options.seed());
      SvmKernel kernel = SvmKernel.of(svm.inner(), basis.size);
      SvmScorer scorer = new SvmScorer(basis, kernel, tagOf(plan));
      return new Machine(basis, svm, scorer, Math.log(kernel.peak() / svm.rho()), z);
    }

    double measure(double[] features) {
      basis.standardise(features, z);
      return scorer.measure(z);
    }

    CrossFit.Judge overRho() {
      return features -> new double[] {measure(features) - shift};
    }
  }

  private static int[] tagOf(FeaturePlan plan) {
    return plan.features().stream().mapToInt(Feature::column).toArray();
  }

  private static double gamma(OneClassSvmOptions options, int features) {
    Double gamma = options.gamma();
    return gamma == null ? USUAL_GAMMA / features : gamma;
  }

  private static Map<String, String> parameters(
      OneClassSvmOptions options, FeaturePlan plan, Machine machine, Allowance allowance) {
    int features = machine.basis.size;
    Map<String, String> parameters = new TreeMap<>(allowance.parameters());
    parameters.put("window-rows", String.valueOf(plan.window()));
    parameters.put("tags-without-level", String.join(", ", plan.withoutLevel()));
    parameters.put("features", String.valueOf(features));
    parameters.put("nu", String.valueOf(options.nu()));
    parameters.put("gamma", String.valueOf(gamma(options, features)));
    parameters.put("support-vectors", String.valueOf(machine.svm.inner().l));
    parameters.put("max-training-rows", String.valueOf(options.maxTrainingRows()));
    parameters.put("seed", String.valueOf(options.seed()));
    return parameters;
  }
}
