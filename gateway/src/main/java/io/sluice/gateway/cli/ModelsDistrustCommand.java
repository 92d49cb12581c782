package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.ModelDeeds;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice models distrust}: models of another gateway are not taken any more. */
@CommandLine.Command(
    name = "distrust",
    description = {
      "Take nothing of this key any more; models of it that are here do not load any more either.",
      "Exit code 1 when there is no key of that name."
    })
public final class ModelsDistrustCommand extends ModelDeedCommand {
  @CommandLine.Parameters(paramLabel = "NAME", description = "As it was trusted.")
  private String name = "";

  ModelsDistrustCommand(
      Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  String subject() {
    return ModelDeeds.KEYS;
  }

  @Override
  String action() {
    return "distrust";
  }

  @Override
  void order(ObjectNode order) {
    order.put("name", name);
  }
}
