package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.ModelDeeds;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice models trust}: models of another gateway are taken. */
@CommandLine.Command(
    name = "trust",
    description = {
      "Take models that are signed with this key: the line that sluice models key prints there.",
      "An end can be written behind it: not-after 2027-01-01T00:00:00Z. Check the line by phone."
    })
public final class ModelsTrustCommand extends ModelDeedCommand {
  @CommandLine.Parameters(
      arity = "1..*",
      paramLabel = "KEY",
      description = "The line: ed25519, the key, a name.")
  private List<String> key = List.of();

  ModelsTrustCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  String subject() {
    return ModelDeeds.KEYS;
  }

  @Override
  String action() {
    return "trust";
  }

  @Override
  void order(ObjectNode order) {
    order.put("key", String.join(" ", key));
  }
}
