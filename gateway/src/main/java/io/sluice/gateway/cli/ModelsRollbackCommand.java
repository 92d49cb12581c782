package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice models rollback}: a former champion serves again. */
@CommandLine.Command(
    name = "rollback",
    description = {
      "Make the champion before this one champion again; with a number, a certain former one.",
      "Exit code 1 when there is none."
    })
public final class ModelsRollbackCommand extends ModelDeedCommand {
  @CommandLine.Parameters(
      index = "0",
      paramLabel = "DETECTOR",
      description = "As in detectors.yaml.")
  private String detector = "";

  @CommandLine.Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      defaultValue = "0",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "As sluice models list says.")
  private int version;

  ModelsRollbackCommand(
      Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  String subject() {
    return detector;
  }

  @Override
  String action() {
    return "rollback";
  }

  @Override
  void order(ObjectNode order) {
    order.put("version", version);
  }
}
