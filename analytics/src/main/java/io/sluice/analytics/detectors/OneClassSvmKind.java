package io.sluice.analytics.detectors;

import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
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
    SvmChoice choice = SvmChoice.of(rows, options);
    FeaturePlan plan = choice.plan();
    double[][] features = FeatureRows.of(rows, plan);
    SvmMachine machine = SvmMachine.fit(features, plan, choice.settings());
    double[] measures = crossFitted(features, choice, machine.shift());
    double[] own = Arrays.stream(features).mapToDouble(machine::measure).toArray();
    Allowance allowance = Allowance.of(goal, rows, plan, features.length);
    double threshold = Limit.of(measures, own, allowance);
    Map<String, double[]> numbers = new TreeMap<>();
    new Pipeline(plan, Usual.of(plan, features), machine.basis()).write(numbers);
    TrainedModel model =
        new TrainedModel(
            name(),
            rows.columns(),
            rows.data(),
            parameters(choice, machine, allowance),
            threshold,
            OffLevel.of(Arrays.stream(measures).map(measure -> measure / threshold).toArray()),
            Numbers.of(numbers),
            machine.svm().write());
    return model.withProvenance(machine.svm().provenance());
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
        new SvmScorer(pipeline.basis(), kernel, SvmMachine.tagOf(pipeline.plan())),
        model.threshold(),
        model.offLevel());
  }

  /**
   * Cross-fitted machines are compared by f / rho, the score by f / peak: the same up to a shift.
   */
  private static double[] crossFitted(double[][] features, SvmChoice choice, double shift)
      throws TrainingException {
    double[][] measures =
        CrossFit.measures(
            features,
            choice.plan().window(),
            others -> {
              SvmMachine machine = SvmMachine.fit(others, choice.plan(), choice.settings());
              return row -> new double[] {machine.overRho(row)};
            });
    return Arrays.stream(measures).mapToDouble(row -> row[0] + shift).toArray();
  }

  private static Map<String, String> parameters(
      SvmChoice choice, SvmMachine machine, Allowance allowance) {
    SvmSettings settings = choice.settings();
    Map<String, String> parameters = new TreeMap<>(allowance.parameters());
    parameters.putAll(choice.report().parameters());
    parameters.put("window-rows", String.valueOf(choice.plan().window()));
    parameters.put("tags-without-level", String.join(", ", choice.plan().withoutLevel()));
    parameters.put("features", String.valueOf(machine.basis().size));
    parameters.put("nu", String.valueOf(settings.nu()));
    parameters.put("gamma", String.valueOf(settings.gamma()));
    parameters.put("support-vectors", String.valueOf(machine.svm().inner().l));
    parameters.put("max-training-rows", String.valueOf(settings.mostRows()));
    parameters.put("seed", String.valueOf(settings.seed()));
    return parameters;
  }
}
