package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.replay.tests.TestFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice check}: the loader of {@code run}, and nothing started. */
@CommandLine.Command(
    name = "check",
    description = {
      "Read all files as run does and tell everything that is wrong; start nothing.",
      "Exit code 0 when they can be run, 1 when something must be mended, 78 when a directory is"
          + " missing."
    })
public final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Catalog> catalog;

  @CommandLine.Mixin private final FilesOption files = new FilesOption();
  @CommandLine.Mixin private final JsonOption json = new JsonOption();

  public CheckCommand(Terminal terminal, Supplier<Catalog> catalog) {
    this.terminal = terminal;
    this.catalog = catalog;
  }

  @Override
  public Integer call() {
    Loaded loaded = withTests(files.load(catalog.get()));
    if (json.wanted()) {
      JsonOption.print(terminal, json(loaded));
    } else {
      new ProblemReport(terminal).text(terminal.out(), loaded.problems());
      if (loaded instanceof Loaded.Checked checked) {
        terminal.out().println(summary(checked.configuration()));
      }
    }
    return exitCode(loaded);
  }

  /**
   * The same with what is wrong in the route tests, whose names need good files to mean anything.
   */
  private Loaded withTests(Loaded loaded) {
    Configuration configuration =
        loaded instanceof Loaded.Checked checked ? checked.configuration() : null;
    TestFiles.Read tests = TestFiles.read(TestFiles.in(files.routes()), configuration);
    List<Problem> all = new ArrayList<>(loaded.problems());
    all.addAll(tests.problems());
    return configuration == null || tests.broken()
        ? new Loaded.Refused(all)
        : new Loaded.Checked(configuration, all);
  }

  private static ObjectNode json(Loaded loaded) {
    ObjectNode json = ProblemReport.json(loaded.problems());
    if (loaded instanceof Loaded.Checked checked) {
      counts(checked.configuration(), json.putObject("read"));
    }
    return json;
  }

  private static void counts(Configuration read, ObjectNode json) {
    read.nouns().forEach((noun, entries) -> json.put(noun, entries.size()));
    json.put("tags", tags(read));
    json.put("routes", routes(read));
  }

  private static String summary(Configuration read) {
    StringBuilder text = new StringBuilder("good: ");
    read.nouns()
        .forEach(
            (noun, entries) -> text.append(entries.size()).append(' ').append(noun).append(", "));
    return text.append(tags(read))
        .append(" tags, ")
        .append(routes(read))
        .append(" routes")
        .toString();
  }

  private static int tags(Configuration read) {
    return read.tags().values().stream().mapToInt(List::size).sum();
  }

  private static int routes(Configuration read) {
    return read.routes().stream().mapToInt(file -> file.ids().size()).sum();
  }

  private static int exitCode(Loaded loaded) {
    if (loaded instanceof Loaded.Checked) {
      return ExitCode.OK;
    }
    List<Problem> problems = loaded.problems();
    boolean nothingRead =
        problems.stream().allMatch(problem -> problem.code() == Code.FILE_MISSING);
    return nothingRead ? ExitCode.CONFIGURATION : ExitCode.FINDINGS;
  }
}
