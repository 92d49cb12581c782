package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice models retrain}: a new model from the clean rows of the gateway that runs. */
@CommandLine.Command(
    name = "retrain",
    description = {
      "Train a detector anew on the clean live rows that the running gateway has kept.",
      "The model is a candidate, or in shadow where retrain: says so. Exit code 1 when it is not",
      "trained."
    })
public final class ModelsRetrainCommand extends ModelDeedCommand {
  @CommandLine.Parameters(paramLabel = "DETECTOR", description = "As in detectors.yaml.")
  private String detector = "";

  ModelsRetrainCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  String subject() {
    return detector;
  }

  @Override
  String action() {
    return "retrain";
  }

  @Override
  void order(ObjectNode order) {}
}
