package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice models retire}: a model is set aside. */
@CommandLine.Command(
    name = "retire",
    description = {
      "Set a candidate or shadow aside; it is the first to go when there are too many.",
      "Exit code 1 when the answer is no."
    })
public final class ModelsRetireCommand extends ModelDeedCommand {
  @CommandLine.Parameters(
      index = "0",
      paramLabel = "DETECTOR",
      description = "As in detectors.yaml.")
  private String detector = "";

  @CommandLine.Parameters(
      index = "1",
      paramLabel = "VERSION",
      description = "As sluice models list says.")
  private int version;

  ModelsRetireCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  String subject() {
    return detector;
  }

  @Override
  String action() {
    return "retire";
  }

  @Override
  void order(ObjectNode order) {
    order.put("version", version);
  }
}
