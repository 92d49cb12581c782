package io.sluice.gateway.cli;

import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;

/** A command that needs the user's files to be good before it does anything. */
abstract class FilesCommand implements Callable<Integer> {
  final Terminal terminal;
  private final Supplier<Catalog> catalog;

  @CommandLine.Mixin private final FilesOption files = new FilesOption();
  @CommandLine.Mixin private final JsonOption json = new JsonOption();

  FilesCommand(Terminal terminal, Supplier<Catalog> catalog) {
    this.terminal = terminal;
    this.catalog = catalog;
  }

  /** Does it and gives the exit code. */
  abstract int run(Configuration configuration) throws InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    Loaded loaded = files.load(catalog.get());
    if (loaded instanceof Loaded.Checked checked) {
      return run(checked.configuration());
    }
    new ProblemReport(terminal).text(terminal.err(), loaded.problems());
    return ExitCode.CONFIGURATION;
  }

  boolean jsonWanted() {
    return json.wanted();
  }
}
