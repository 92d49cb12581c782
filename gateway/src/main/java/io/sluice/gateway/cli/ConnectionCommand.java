package io.sluice.gateway.cli;

import io.sluice.connectors.ConnectorKind;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.config.Sketch;
import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Severity;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * A command about one connection. The connection itself must be good; what is wrong elsewhere, such
 * as an asset without tags yet, does not stop it.
 */
abstract class ConnectionCommand implements Callable<Integer> {
  final Terminal terminal;
  private final Supplier<Surroundings> surroundings;
  private @Nullable Surroundings world;

  @CommandLine.Mixin private final FilesOption files = new FilesOption();
  @CommandLine.Mixin private final JsonOption json = new JsonOption();

  ConnectionCommand(Terminal terminal, Supplier<Surroundings> surroundings) {
    this.terminal = terminal;
    this.surroundings = surroundings;
  }

  /** The connection's name as it was typed. */
  abstract String connection();

  /** Does it and gives the exit code. */
  abstract int run(Configuration readable, Entry connection) throws InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    Sketch sketch = reader().sketch(files.config(), files.routes());
    Entry entry = sketch.readable().connections().get(connection());
    if (entry != null) {
      return run(sketch.readable(), entry);
    }
    List<Problem> errors =
        sketch.problems().stream()
            .filter(problem -> problem.severity() == Severity.ERROR)
            .filter(problem -> problem.path().endsWith("connections.yaml") || problem.line() == 0)
            .toList();
    new ProblemReport(terminal).text(terminal.err(), errors);
    if (errors.isEmpty()) {
      terminal.err().println("sluice: " + unknown(sketch.readable().connections().keySet()));
    }
    return ExitCode.CONFIGURATION;
  }

  private String unknown(Set<String> there) {
    String known = there.isEmpty() ? "none is defined" : "defined: " + String.join(", ", there);
    String hint =
        Closest.to(connection(), there).map(name -> "; did you mean " + name + "?").orElse("");
    return "there is no connection " + connection() + "; " + known + hint;
  }

  /** Ends a command that was misunderstood. */
  int usage(String message) {
    terminal.err().println("sluice: " + message);
    return ExitCode.USAGE;
  }

  ConfigFiles reader() {
    return files.reader(Installed.catalog(world()));
  }

  FilesOption files() {
    return files;
  }

  boolean jsonWanted() {
    return json.wanted();
  }

  Surroundings world() {
    Surroundings made = world;
    if (made == null) {
      made = surroundings.get();
      world = made;
    }
    return made;
  }

  /** The protocol of a connection that was read. */
  ConnectorKind<?> kind(Entry connection) {
    ConnectorKind<?> kind = world().connectors().get(String.valueOf(connection.kind()));
    if (kind == null) {
      throw new IllegalStateException("checked, yet there is no kind " + connection.kind());
    }
    return kind;
  }
}
