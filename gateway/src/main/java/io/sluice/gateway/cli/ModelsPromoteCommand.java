package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice models promote}: the shadow becomes champion. */
@CommandLine.Command(
    name = "promote",
    description = {
      "Make the shadow champion: its alarms count from now on. The old champion can come back.",
      "It looks at what was recorded of the two side by side and says what is missing.",
      "Where there is no champion, a candidate may become it. Exit code 1 when the answer is no."
    })
public final class ModelsPromoteCommand extends ModelDeedCommand {
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

  @CommandLine.Option(names = "--force", description = "Promote against the evidence; needs --why.")
  private boolean force;

  ModelsPromoteCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  String subject() {
    return detector;
  }

  @Override
  String action() {
    return "promote";
  }

  @Override
  void order(ObjectNode order) {
    order.put("version", version).put("force", force);
  }
}
