package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.gateway.config.Catalog;
import java.io.IOException;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice setpoint}: a person gives a setpoint to its route, or takes it back. */
@CommandLine.Command(
    name = "setpoint",
    description = {
      "Release a closed setpoint to its route, or hold it; recorded in the audit with the person.",
      "After each start a closed setpoint holds until it is released. Exit code 1 when the gateway"
          + " says no, 69 when none answers."
    })
public final class SetpointCommand extends RunningCommand {
  /** What a person does. */
  enum Action {
    release,
    hold
  }

  @CommandLine.Parameters(index = "0", description = "${COMPLETION-CANDIDATES}")
  private Action action = Action.hold;

  @CommandLine.Parameters(
      index = "1",
      paramLabel = "SETPOINT",
      description = "As in setpoints.yaml.")
  private String setpoint = "";

  @CommandLine.Mixin private final PersonOption person = new PersonOption();

  public SetpointCommand(Terminal terminal, Supplier<Catalog> catalog) {
    super(terminal, catalog);
  }

  @Override
  int run(GatewayClient client) throws IOException, InterruptedException {
    GatewayClient.Answer answer =
        client.act("/setpoints/" + setpoint + "/" + action.name(), person.name());
    tell(answer);
    return answer.good() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private void tell(GatewayClient.Answer answer) {
    if (jsonWanted()) {
      JsonOption.print(
          terminal,
          JsonNodeFactory.instance
              .objectNode()
              .put("setpoint", setpoint)
              .put("done", answer.good())
              .put("answer", answer.text()));
    } else {
      terminal.out().println(answer.text());
    }
  }
}
