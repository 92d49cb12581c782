package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.gateway.config.Catalog;
import java.io.IOException;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice confirm}: what is on trial stays. */
@CommandLine.Command(
    name = "confirm",
    description = {
      "Keep the version that is on trial.",
      "Exit code 1 when nothing is on trial, 69 when no gateway answers."
    })
public final class ConfirmCommand extends RunningCommand {
  @CommandLine.Mixin private final PersonOption person = new PersonOption();

  public ConfirmCommand(Terminal terminal, Supplier<Catalog> catalog) {
    super(terminal, catalog);
  }

  @Override
  int run(GatewayClient client) throws IOException, InterruptedException {
    return order(client, "confirm", JsonNodeFactory.instance.objectNode(), person.name());
  }
}
