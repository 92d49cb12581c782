package io.sluice.simulator;

import io.sluice.simulator.cloud.VirtualCloud;
import io.sluice.simulator.instruments.TagList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The virtual plant alone, and the virtual cloud where asked for, until SIGTERM. */
@Command(
    name = "sim",
    description = "Starts the virtual plant on loopback and runs it until SIGTERM or Ctrl-C.")
public final class SimulatorMain implements Callable<Integer> {
  private static final int CONFIGURATION = 78;
  private static final int USAGE = 64;
  private static final int OUR_BUG = 70;
  private static final long SECONDS_TO_CLOSE = 5;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the plant (${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private PortOptions ports = new PortOptions();

  @Option(
      names = "--cloud-port",
      defaultValue = "-1",
      description = "Also plays the cloud, an MQTT broker, on this port; 0 takes a free one.")
  private int cloudPort;

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  private List<FaultOption> faults = new ArrayList<>();

  @Option(names = "--scenario", paramLabel = "FILE", description = "Faults from a JSON file.")
  private @Nullable Path scenarioFile;

  @Option(
      names = "--tags-dir",
      paramLabel = "DIR",
      description = "Writes the tag lists for the gateway there.")
  private @Nullable Path tagsDir;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "Writes a CSV of normal operation, and starts nothing.")
  private @Nullable Path history;

  @Option(
      names = "--span",
      defaultValue = "20 min",
      converter = SpanReader.class,
      description = "Plant time of --history (${DEFAULT-VALUE}).")
  private Span span = new Span(Duration.ofMinutes(20));

  @Option(
      names = "--interval",
      defaultValue = "100 ms",
      converter = SpanReader.class,
      description = "Time between two rows of --history (${DEFAULT-VALUE}).")
  private Span interval = new Span(Duration.ofMillis(100));

  public static void main(String... args) {
    System.exit(run(args));
  }

  /** Runs until stopped; returns the exit code: 0 done, 64 usage, 70 our bug, 78 configuration. */
  public static int run(String... args) {
    CommandLine command = new CommandLine(new SimulatorMain());
    command.getCommandSpec().mixinStandardHelpOptions(true);
    command.getCommandSpec().exitCodeOnInvalidInput(USAGE).exitCodeOnExecutionException(OUR_BUG);
    return command.execute(args);
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      if (tagsDir != null) {
        TagList.writeAll(tagsDir).forEach(file -> out().println("tags     " + file));
      }
      if (history != null) {
        History.normalOperation(seed, span.duration(), interval.duration(), history);
        out().println("history  " + history);
      } else {
        runPlant();
      }
      out().flush();
      return 0;
    } catch (IOException | IllegalArgumentException wrong) {
      err().println("sim: " + wrong.getMessage());
      err().flush();
      return CONFIGURATION;
    }
  }

  private void runPlant() throws IOException, InterruptedException {
    PlantOptions options = new PlantOptions(seed, ports.ports(), Duration.ofMillis(20), scenario());
    try (VirtualPlant plant = VirtualPlant.start(options);
        Closing cloud = cloudPort < 0 ? () -> {} : startCloud()) {
      out().println("modbus   tcp://127.0.0.1:" + plant.modbusPort() + "  unit 1");
      out().println("rtu      rtu-over-tcp://127.0.0.1:" + plant.modbusRtuPort() + "  unit 1");
      out().println("opcua    " + plant.opcUaUrl());
      out().println("s7       s7://127.0.0.1:" + plant.s7Port() + "  rack 0 slot 1, DB1");
      out().println("logix    logix://127.0.0.1:" + plant.logixPort() + "  slot 0");
      options.scenario().faults().forEach(this::announce);
      out().println("running; Ctrl-C stops");
      out().flush();
      awaitStop();
    } finally {
      closed.countDown();
    }
  }

  private Closing startCloud() throws IOException {
    VirtualCloud cloud = VirtualCloud.start(cloudPort);
    out().println("cloud    " + cloud.url());
    return cloud::close;
  }

  private void announce(Scenario.ScheduledFault fault) {
    String end = fault.lasts().equals(Scenario.FOR_EVER) ? "" : " for " + seconds(fault.lasts());
    out().println("fault    " + fault.fault() + " at " + seconds(fault.at()) + end);
  }

  private static String seconds(Duration span) {
    return span.toMillis() / 1000.0 + " s";
  }

  private Scenario scenario() throws IOException {
    Scenario scenario = scenarioFile == null ? Scenario.NONE : Scenario.read(scenarioFile);
    for (FaultOption option : faults) {
      scenario = scenario.and(option.fault(), option.at.duration(), option.lasts.duration());
    }
    return scenario;
  }

  private void awaitStop() throws InterruptedException {
    Thread hook = new Thread(this::stopAndWait, "sim-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      stop.await();
    } catch (InterruptedException interrupted) {
      Runtime.getRuntime().removeShutdownHook(hook);
      throw interrupted;
    }
  }

  /** Holds the dying machine up until the servers are closed. */
  private void stopAndWait() {
    stop.countDown();
    try {
      if (!closed.await(SECONDS_TO_CLOSE, TimeUnit.SECONDS)) {
        err().println("sim: the servers did not close within " + SECONDS_TO_CLOSE + " s");
        err().flush();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private PrintWriter out() {
    return commandLine().getOut();
  }

  private PrintWriter err() {
    return commandLine().getErr();
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("the command runs through picocli only");
    }
    return spec.commandLine();
  }

  private interface Closing extends AutoCloseable {
    @Override
    void close();
  }

  /** One fault with its times; the group may be repeated. */
  static final class FaultOption {
    @Option(
        names = "--fault",
        required = true,
        converter = FaultReader.class,
        description = "What goes wrong: " + Fault.ALLOWED + ".")
    private @Nullable Fault fault;

    @Option(
        names = "--at",
        converter = SpanReader.class,
        description = "When, after the start; without it, at once.")
    private Span at = new Span(Duration.ZERO);

    @Option(
        names = "--for",
        converter = SpanReader.class,
        description = "For how long; without it, for good.")
    private Span lasts = new Span(Scenario.FOR_EVER);

    private Fault fault() {
      if (fault == null) {
        throw new IllegalArgumentException("--at and --for belong to a --fault");
      }
      return fault;
    }
  }

  private static final class FaultReader implements ITypeConverter<Fault> {
    @Override
    public Fault convert(String text) {
      try {
        return Fault.parse(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(String.valueOf(wrong.getMessage()));
      }
    }
  }

  private static final class SpanReader implements ITypeConverter<Span> {
    @Override
    public Span convert(String text) {
      try {
        return Span.parse(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(String.valueOf(wrong.getMessage()));
      }
    }
  }
}
