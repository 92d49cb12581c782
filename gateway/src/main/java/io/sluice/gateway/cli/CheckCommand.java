package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.config.online.OnlineCheck;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Severity;
import io.sluice.gateway.replay.tests.TestFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
  private final Supplier<Surroundings> world;

  @CommandLine.Option(
      names = "--online",
      description = {
        "Then connect to everything, read each tag once, and measure; writes nothing.",
        "Exit code 69 when nothing but reachability is wrong."
      })
  private boolean online;

  @CommandLine.Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5 s",
      description = "Longest wait for one connection, and for each answer (default: 5 s).")
  private String timeout = "5 s";

  @CommandLine.Mixin private final FilesOption files = new FilesOption();
  @CommandLine.Mixin private final JsonOption json = new JsonOption();

  /**
   * Checks with what is installed.
   *
   * @param world what {@code --online} connects with
   */
  public CheckCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    this.terminal = terminal;
    this.catalog = catalog;
    this.world = world;
  }

  @Override
  public Integer call() throws InterruptedException {
    Duration within = online ? within() : Duration.ZERO;
    if (within == null) {
      return ExitCode.USAGE;
    }
    Loaded read = files.load(catalog.get());
    Loaded offline = withTests(read);
    Loaded loaded =
        online && offline instanceof Loaded.Checked checked ? visited(checked, within) : offline;
    if (json.wanted()) {
      JsonOption.print(terminal, json(loaded));
    } else {
      new ProblemReport(terminal).text(terminal.out(), loaded.problems());
      if (loaded instanceof Loaded.Checked checked) {
        terminal.out().println(summary(checked.configuration()));
      }
    }
    return nothingRead(read) ? ExitCode.CONFIGURATION : exitCode(loaded);
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

  private @Nullable Duration within() {
    try {
      Duration read = Durations.parse(timeout);
      if (read.toMillis() >= 100 && read.toMinutes() <= 10) {
        return read;
      }
      terminal.err().println("sluice: --timeout is " + timeout + ", allowed is 100 ms to 10 min");
    } catch (IllegalArgumentException wrong) {
      terminal.err().println("sluice: --timeout: " + wrong.getMessage());
    }
    return null;
  }

  /** The same with what was found on a visit to everything. */
  private Loaded visited(Loaded.Checked offline, Duration within) throws InterruptedException {
    Surroundings ends = world.get();
    List<Problem> found =
        new OnlineCheck(ends.connectors(), ends.uplinks(), ends.clock())
            .run(offline.configuration(), within);
    List<Problem> all = new ArrayList<>(offline.problems());
    all.addAll(found);
    return found.stream().anyMatch(one -> one.severity() == Severity.ERROR)
        ? new Loaded.Refused(all)
        : new Loaded.Checked(offline.configuration(), all);
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
    if (errors(loaded).stream().allMatch(code -> code == Code.UNREACHABLE)) {
      return ExitCode.UNREACHABLE;
    }
    return ExitCode.FINDINGS;
  }

  /** No directory, no files. */
  private static boolean nothingRead(Loaded read) {
    return read instanceof Loaded.Refused
        && errors(read).stream().allMatch(code -> code == Code.FILE_MISSING);
  }

  private static List<Code> errors(Loaded loaded) {
    return loaded.problems().stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .map(Problem::code)
        .toList();
  }
}
