package io.sluice.gateway.campaign;

import io.sluice.connectors.SystemClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.cli.CheckCommand;
import io.sluice.gateway.cli.Cli;
import io.sluice.gateway.cli.RunCommand;
import io.sluice.gateway.cli.SetpointCommand;
import io.sluice.gateway.cli.StatusCommand;
import io.sluice.gateway.cli.TagsCommand;
import io.sluice.gateway.cli.Terminal;
import io.sluice.gateway.cli.TrainCommand;
import io.sluice.gateway.config.Catalog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Types commands into the real command line, in this process. */
final class Shell {
  private final Site site;

  Shell(Site site) {
    this.site = site;
  }

  /** What a command left behind. */
  record Said(int exit, String out, String err) {
    String all() {
      return out + err;
    }
  }

  /** Runs a command on the site's files. */
  Said type(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(
        List.of("--config", site.config().toString(), "--routes", site.routes().toString()));
    return bare(arguments.toArray(String[]::new));
  }

  /** Runs a command as it is. */
  static Said bare(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(new PrintWriter(out), new PrintWriter(err), Terminal.Colour.OFF);
    Cli cli =
        new Cli(
            terminal,
            List.of(
                new RunCommand(terminal, code -> {}),
                new CheckCommand(terminal, Shell::catalog, Shell::world),
                new TagsCommand(terminal, Shell::world),
                new StatusCommand(terminal, Shell::catalog),
                new SetpointCommand(terminal, Shell::catalog),
                new TrainCommand(terminal, Shell::catalog)));
    int exit = cli.run(arguments);
    return new Said(exit, out.toString(), err.toString());
  }

  private static Catalog catalog() {
    return Installed.catalog(world());
  }

  private static Surroundings world() {
    SystemClock clock = new SystemClock();
    return Surroundings.of(clock, clock);
  }
}
