package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice models import}: a signed file becomes a candidate. */
@CommandLine.Command(
    name = "import",
    description = {
      "Take a model file that a trusted gateway has signed, as a candidate.",
      "Refused with the reason where signature, age, tags, options or content are not right."
    })
public final class ModelsImportCommand extends ModelDeedCommand {
  @CommandLine.Parameters(
      index = "0",
      paramLabel = "DETECTOR",
      description = "As in detectors.yaml.")
  private String detector = "";

  @CommandLine.Parameters(index = "1", paramLabel = "FILE", description = "As export wrote it.")
  private Path file = Path.of("");

  ModelsImportCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  String subject() {
    return detector;
  }

  @Override
  String action() {
    return "import";
  }

  @Override
  void order(ObjectNode order) {
    order.put("file", file.toAbsolutePath().toString());
  }
}
