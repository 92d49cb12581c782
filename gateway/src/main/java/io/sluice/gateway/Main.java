package io.sluice.gateway;

import io.sluice.connectors.ConnectorKind;
import io.sluice.gateway.cli.CheckCommand;
import io.sluice.gateway.cli.Cli;
import io.sluice.gateway.cli.ExplainCommand;
import io.sluice.gateway.cli.Terminal;
import io.sluice.gateway.cli.VersionCommand;
import io.sluice.gateway.config.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;

/** The process: one line for each command. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(Terminal.ofProcess(), arguments));
  }

  /** The same without ending the process. */
  static int run(Terminal terminal, String... arguments) {
    List<Callable<Integer>> commands =
        List.of(
            new CheckCommand(terminal, Main::catalog),
            new ExplainCommand(terminal),
            new VersionCommand(terminal));
    return new Cli(terminal, commands).run(arguments);
  }

  /** What is installed. */
  static Catalog catalog() {
    List<ConnectorKind<?>> connectors = new ArrayList<>();
    ServiceLoader.load(ConnectorKind.class).forEach(connectors::add);
    return Catalog.standard(connectors, Map.of());
  }
}
