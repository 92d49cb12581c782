package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.SystemClock;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.ProblemPrinter;
import io.sluice.gateway.replay.tests.JUnitReport;
import io.sluice.gateway.replay.tests.PlacedTest;
import io.sluice.gateway.replay.tests.RouteTests;
import io.sluice.gateway.replay.tests.TestFiles;
import io.sluice.gateway.replay.tests.TestJson;
import io.sluice.gateway.replay.tests.TestPrinter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice test}: plays route tests on a virtual clock, without a socket. */
@CommandLine.Command(
    name = "test",
    description = {
      "Play the tests beside the routes on a virtual clock: the same gateway, no plant, no network.",
      "Exit code 0 when all is as expected, 1 when something is not, 78 when a file is broken."
    })
public final class TestCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Catalog> catalog;

  @CommandLine.Mixin private final FilesOption files = new FilesOption();
  @CommandLine.Mixin private final JsonOption json = new JsonOption();

  @CommandLine.Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Test files; all *.test.yaml of --routes where none is given.")
  private List<Path> chosen = new ArrayList<>();

  @CommandLine.Option(
      names = "--only",
      paramLabel = "NAME",
      description = "Play only tests with this in their name.")
  private @Nullable String only;

  @CommandLine.Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the outcomes as JUnit XML too, for build servers.")
  private @Nullable Path report;

  @CommandLine.Option(
      names = "--coverage",
      paramLabel = "PERCENT",
      description = "Fail where the tests touch less of tags, routes, detectors and setpoints.")
  private double coverage;

  @CommandLine.Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory with saved models, instead of data: in gateway.yaml.")
  private @Nullable Path data;

  public TestCommand(Terminal terminal, Supplier<Catalog> catalog) {
    this.terminal = terminal;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException {
    Loaded loaded = files.load(catalog.get());
    if (!(loaded instanceof Loaded.Checked checked)) {
      new ProblemReport(terminal).text(terminal.err(), loaded.problems());
      return ExitCode.CONFIGURATION;
    }
    List<Path> named = chosen.isEmpty() ? TestFiles.in(files.routes()) : chosen;
    TestFiles.Read read = TestFiles.read(named, checked.configuration());
    new ProblemReport(terminal).text(terminal.err(), read.problems());
    if (read.broken()) {
      return ExitCode.CONFIGURATION;
    }
    List<PlacedTest> tests = selected(read.tests());
    return tests.isEmpty() ? none(read.tests()) : play(checked.configuration(), tests);
  }

  private List<PlacedTest> selected(List<PlacedTest> all) {
    String part = only;
    return part == null ? all : all.stream().filter(one -> one.name().contains(part)).toList();
  }

  private int none(List<PlacedTest> all) {
    String wanted = only;
    if (wanted == null) {
      terminal
          .err()
          .println(
              "sluice: there is no test in "
                  + files.routes()
                  + "; write one beside a route, as pump-1.test.yaml beside pump-1.camel.yaml");
    } else {
      terminal.err().println("sluice: no test has \"" + wanted + "\" in its name");
      Closest.to(wanted, all.stream().map(PlacedTest::name).toList())
          .ifPresent(name -> terminal.err().println("did you mean \"" + name + "\"?"));
    }
    return ExitCode.USAGE;
  }

  private int play(Configuration configuration, List<PlacedTest> tests) throws IOException {
    PlantClock wall = new SystemClock();
    Path own = data == null ? Path.of(configuration.gateway().data()) : data;
    RouteTests player =
        new RouteTests(configuration, Surroundings.of(wall, wall), own.resolve("models"), wall);
    TestPrinter printer =
        new TestPrinter(new ProblemPrinter(terminal.colour() == Terminal.Colour.ON));
    RouteTests.Played played =
        player.play(
            tests,
            outcome -> {
              if (!json.wanted()) {
                terminal.out().print(printer.text(outcome));
                terminal.out().flush();
              }
            });
    Path xml = report;
    if (xml != null) {
      JUnitReport.write(xml, played.outcomes());
    }
    return told(played, printer);
  }

  private int told(RouteTests.Played played, TestPrinter printer) {
    boolean covered = played.coverage().percent() >= coverage;
    if (json.wanted()) {
      ObjectNode object = TestJson.of(played);
      object.put("covered", covered);
      JsonOption.print(terminal, object);
    } else {
      terminal.out().print(printer.text(played));
    }
    if (!covered) {
      terminal
          .err()
          .printf(
              java.util.Locale.ROOT,
              "sluice: the tests touch %.1f %%, --coverage asks for %.1f %%%n",
              played.coverage().percent(),
              coverage);
    }
    return played.good() && covered ? ExitCode.OK : ExitCode.FINDINGS;
  }
}
