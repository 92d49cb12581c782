package io.sluice.gateway.cli;

import io.sluice.connectors.UnreachableException;
import io.sluice.gateway.Surroundings;
import java.util.function.Supplier;
import picocli.CommandLine;

/** A command that goes to the device behind one connection, which is named first. */
abstract class DeviceCommand extends ConnectionCommand {
  @CommandLine.Parameters(
      index = "0",
      paramLabel = "CONNECTION",
      description = "As in connections.yaml.")
  private String connection = "";

  DeviceCommand(Terminal terminal, Supplier<Surroundings> surroundings) {
    super(terminal, surroundings);
  }

  @Override
  final String connection() {
    return connection;
  }

  /** Ends the command where the device could not be reached. */
  final int unreachable(UnreachableException refused) {
    terminal.err().println("sluice: " + connection + ": " + refused.sentence());
    return ExitCode.UNREACHABLE;
  }
}
