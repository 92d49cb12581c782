package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice models shadow}: a model scores beside the champion. */
@CommandLine.Command(
    name = "shadow",
    description = {
      "Let a model score live rows beside the champion, without alarms.",
      "A shadow before it is a candidate again. Exit code 1 when the answer is no."
    })
public final class ModelsShadowCommand extends ModelDeedCommand {
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

  ModelsShadowCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  String subject() {
    return detector;
  }

  @Override
  String action() {
    return "shadow";
  }

  @Override
  void order(ObjectNode order) {
    order.put("version", version);
  }
}
