package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.gateway.config.Catalog;
import java.io.IOException;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice rollback}: an older version runs again, and its files are put back. */
@CommandLine.Command(
    name = "rollback",
    description = {
      "Run an older version and put its files back; what lies there is kept as a version first.",
      "Without a number: ends a trial, or goes back to the good version before the one that runs.",
      "Exit code 1 when the gateway says no, 69 when none answers."
    })
public final class RollbackCommand extends RunningCommand {
  @CommandLine.Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      defaultValue = "0",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "As sluice versions lists it.")
  private int version;

  @CommandLine.Mixin private final PersonOption person = new PersonOption();

  public RollbackCommand(Terminal terminal, Supplier<Catalog> catalog) {
    super(terminal, catalog);
  }

  @Override
  int run(GatewayClient client) throws IOException, InterruptedException {
    return order(
        client,
        "rollback",
        JsonNodeFactory.instance.objectNode().put("version", version),
        person.name());
  }
}
