package io.sluice.analytics.detectors;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;

/** The first check of any model. */
final class ModelKind {
  private ModelKind() {}

  static void require(String kind, TrainedModel model) throws ModelException {
    if (!model.kind().equals(kind)) {
      throw new ModelException("the model is of kind " + model.kind() + ", not " + kind);
    }
  }
}
