package io.sluice.analytics.models;

import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.detectors.ModalKind;
import io.sluice.analytics.detectors.ModeOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A model file from outside, hostile until checked.
 *
 * @param keys whose signatures count
 * @param now the moment at which a key must not have ended
 * @param fit whether a model can serve the live tags and options
 */
record ForeignModel(ModelKeys keys, Instant now, ModelRegistry.Fit fit) {
  /**
   * The file's bytes, once nothing is found against them; nothing is parsed before it is certain
   * who wrote it.
   *
   * @param known what has been seen of this detector's models
   * @throws ModelException with the first that was found
   */
  byte[] checked(Path file, String detector, Lifecycle known) throws ModelException {
    try {
      byte[] bytes = ModelPackage.bytes(file);
      check(bytes, detector, known);
      return bytes;
    } catch (ModelException refused) {
      throw new ModelException(file + ": " + refused.getMessage(), refused);
    }
  }

  private void check(byte[] bytes, String detector, Lifecycle known) throws ModelException {
    if (!ModelPackage.is(bytes)) {
      throw new ModelException("is no signed model file");
    }
    ModelPackage pack = ModelPackage.open(bytes, keys, ModelKeys.Use.IMPORT, now);
    if (!pack.detector().equals(detector)) {
      throw new ModelException("is a model of " + pack.detector() + ", not of " + detector);
    }
    Optional<Lifecycle.Step.Refused> refusal = known.refusal(pack.id(), pack.signature());
    if (refusal.isPresent()) {
      throw new ModelException(refusal.get().sentence());
    }
    TrainedModel model = pack.content().model();
    fit.check(model);
    Optional<DetectorKind<?>> kind = DetectorKind.named(model.kind());
    if (kind.isEmpty()) {
      throw new ModelException("is of kind " + model.kind() + ", which is unknown here");
    }
    var unused = ModalKind.of(kind.get(), ModeOptions.TOGETHER).detector(model);
  }
}
