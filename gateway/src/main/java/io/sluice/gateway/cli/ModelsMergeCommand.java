package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice models merge}: statistics of several gateways become a candidate. */
@CommandLine.Command(
    name = "merge",
    description = {
      "Merge statistics of several gateways, exactly, into a candidate that follows the champion.",
      "Tags, units, features and window must be the same; what differs is named."
    })
public final class ModelsMergeCommand extends ModelDeedCommand {
  @CommandLine.Parameters(
      index = "0",
      paramLabel = "DETECTOR",
      description = "As in detectors.yaml.")
  private String detector = "";

  @CommandLine.Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "As export-statistics wrote it.")
  private List<Path> files = List.of();

  ModelsMergeCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  String subject() {
    return detector;
  }

  @Override
  String action() {
    return "merge";
  }

  @Override
  void order(ObjectNode order) {
    ArrayNode all = order.putArray("files");
    files.forEach(file -> all.add(file.toAbsolutePath().toString()));
  }
}
