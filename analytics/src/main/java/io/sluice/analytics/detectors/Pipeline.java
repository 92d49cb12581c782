package io.sluice.analytics.detectors;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import java.util.Map;

/**
 * What all kinds share and learn: which features, their usual ranges, scaling and axes.
 *
 * @param plan columns to features
 * @param usual ranges of the features
 * @param basis scaling and axes
 */
record Pipeline(FeaturePlan plan, Usual usual, Basis basis) {
  void write(Map<String, double[]> numbers) {
    plan.write(numbers);
    usual.write(numbers);
    basis.write(numbers);
  }

  static Pipeline read(TrainedModel model) throws ModelException {
    FeaturePlan plan = FeaturePlan.read(model.numbers(), model.columns());
    int size = plan.features().size();
    if (size == 0) {
      throw new ModelException("the model has no features");
    }
    return new Pipeline(plan, Usual.read(model.numbers(), size), Basis.read(model.numbers(), size));
  }
}
