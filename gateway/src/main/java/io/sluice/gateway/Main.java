package io.sluice.gateway;

import io.sluice.connectors.SystemClock;
import io.sluice.gateway.cli.AlarmsCommand;
import io.sluice.gateway.cli.ApplyCommand;
import io.sluice.gateway.cli.BacktestCommand;
import io.sluice.gateway.cli.BundleCommand;
import io.sluice.gateway.cli.CheckCommand;
import io.sluice.gateway.cli.Cli;
import io.sluice.gateway.cli.CommandPage;
import io.sluice.gateway.cli.ConfirmCommand;
import io.sluice.gateway.cli.DemoCommand;
import io.sluice.gateway.cli.ExplainCommand;
import io.sluice.gateway.cli.ModelsCommand;
import io.sluice.gateway.cli.PlanCommand;
import io.sluice.gateway.cli.RecordCommand;
import io.sluice.gateway.cli.ReplayCommand;
import io.sluice.gateway.cli.RollbackCommand;
import io.sluice.gateway.cli.RunCommand;
import io.sluice.gateway.cli.SchemaCommand;
import io.sluice.gateway.cli.SetpointCommand;
import io.sluice.gateway.cli.StatusCommand;
import io.sluice.gateway.cli.TagsCommand;
import io.sluice.gateway.cli.Terminal;
import io.sluice.gateway.cli.TestCommand;
import io.sluice.gateway.cli.TrainCommand;
import io.sluice.gateway.cli.VersionCommand;
import io.sluice.gateway.cli.VersionsCommand;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.schema.ReferencePages;
import io.sluice.simulator.SimulatorMain;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The process: one line for each command. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("demo")) {
      keepLogOffTheScreen();
    }
    if (arguments.length > 0 && arguments[0].equals("test")) {
      logOnlyTrouble();
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(run(Terminal.ofProcess(), arguments));
  }

  /** The same without ending the process. */
  static int run(Terminal terminal, String... arguments) {
    return new Cli(terminal, commands(terminal)).run(arguments);
  }

  private static List<Callable<Integer>> commands(Terminal terminal) {
    return List.of(
        new DemoCommand(terminal),
        new RunCommand(terminal, Runtime.getRuntime()::halt),
        new CheckCommand(terminal, Main::catalog, Main::world),
        new TestCommand(terminal, Main::catalog),
        new TrainCommand(terminal, Main::catalog),
        new BacktestCommand(terminal, Main::catalog),
        new ModelsCommand(terminal, Main::catalog, Main::world),
        new RecordCommand(terminal, Main::catalog),
        new ReplayCommand(terminal, Main::catalog),
        new StatusCommand(terminal, Main::catalog),
        new PlanCommand(terminal, Main::catalog),
        new ApplyCommand(terminal, Main::catalog),
        new ConfirmCommand(terminal, Main::catalog),
        new RollbackCommand(terminal, Main::catalog),
        new VersionsCommand(terminal, Main::catalog),
        new TagsCommand(terminal, Main::world),
        new SetpointCommand(terminal, Main::catalog),
        new AlarmsCommand(terminal, Main::catalog),
        new SimulatorMain(),
        new BundleCommand(terminal, Main::catalog),
        new SchemaCommand(terminal, Main::catalog),
        new ExplainCommand(terminal, Main::catalog),
        new VersionCommand(terminal));
  }

  /** The reference page of the commands. */
  static String commandPage() {
    String head = ReferencePages.generated("the commands themselves");
    return CommandPage.of(head, commands(Terminal.ofProcess()));
  }

  /** What is installed. */
  static Catalog catalog() {
    return Installed.catalog(world());
  }

  /** What stands at the gateway's ends, live. */
  static Surroundings world() {
    SystemClock clock = new SystemClock();
    return Surroundings.of(clock, clock);
  }

  /**
   * What a played gateway tells of its decisions, its test tells better. Before the first logger.
   */
  private static void logOnlyTrouble() {
    System.setProperty("org.slf4j.simpleLogger.log.io.sluice", "warn");
  }

  /** The demo draws a table; what is logged meanwhile goes to a file. Before the first logger. */
  private static void keepLogOffTheScreen() {
    Path log = Path.of(System.getProperty("java.io.tmpdir", "."), "sluice-demo.log");
    System.setProperty("org.slf4j.simpleLogger.logFile", log.toString());
  }
}
