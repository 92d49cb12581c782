package io.sluice.analytics.models;

import io.sluice.analytics.TrainedModel;
import java.nio.file.Path;

/**
 * A model and where it is kept.
 *
 * @param detector name of the detector it serves
 * @param version 1, 2, 3 …
 * @param file the model file
 * @param model its content
 * @param card what its file tells people
 * @param summary what a list says of it; its state is a candidate's
 */
public record StoredModel(
    String detector,
    int version,
    Path file,
    TrainedModel model,
    ModelCard card,
    ModelVersion summary) {}
