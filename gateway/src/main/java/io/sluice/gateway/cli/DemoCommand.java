package io.sluice.gateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connectors.SystemClock;
import io.sluice.gateway.GatewayException;
import io.sluice.gateway.Installed;
import io.sluice.gateway.LiveGateway;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.demo.Demo;
import io.sluice.gateway.demo.DemoFiles;
import io.sluice.gateway.demo.DemoListener;
import io.sluice.gateway.demo.DemoReport;
import io.sluice.gateway.demo.DemoScreen;
import io.sluice.gateway.demo.DemoSetting;
import io.sluice.gateway.options.Secrets;
import io.sluice.simulator.PlantOptions;
import io.sluice.simulator.VirtualPlant;
import io.sluice.simulator.cloud.VirtualCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice demo}: the whole story on a virtual plant, in one terminal, with no network. */
@CommandLine.Command(
    name = "demo",
    description = {
      "Play plant, gateway and cloud in one terminal: a fault, what Sluice does, a lost link.",
      "Uses config/ and routes/ as shipped; contacts loopback only. Exit code 0 when everything was"
          + " shown, 1 when not."
    })
public final class DemoCommand implements Callable<Integer> {
  private final Terminal terminal;

  @CommandLine.Mixin private final FilesOption files = new FilesOption();
  @CommandLine.Mixin private final JsonOption json = new JsonOption();

  @CommandLine.Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "60 s",
      converter = TimeReader.class,
      description = "Length, 30 s or more (default: ${DEFAULT-VALUE}).")
  private Duration duration = Duration.ofSeconds(60);

  @CommandLine.Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of plant and training data (default: ${DEFAULT-VALUE}).")
  private long seed;

  @CommandLine.Option(
      names = "--port",
      defaultValue = "0",
      description = "Port of the gateway's page on 127.0.0.1; 0 takes a free one.")
  private int port;

  @CommandLine.Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "Keep this run's files (configuration, models, spool, audit) in a new directory.")
  private @Nullable Path keep;

  public DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path directory = keep == null ? Files.createTempDirectory("sluice-demo-") : keep;
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(seed));
        VirtualCloud cloud = VirtualCloud.start(0)) {
      return play(directory, plant, cloud);
    } catch (IllegalArgumentException wrong) {
      terminal.err().println("sluice: " + wrong.getMessage());
      return ExitCode.USAGE;
    } finally {
      if (keep == null) {
        DemoFiles.delete(directory);
      }
    }
  }

  private int play(Path directory, VirtualPlant plant, VirtualCloud cloud) throws IOException {
    DemoFiles copy =
        DemoFiles.copy(shipped(files.config()), shipped(files.routes()), directory, plant, cloud);
    LiveGateway live = new LiveGateway(new SystemClock());
    Loaded loaded =
        new ConfigFiles(Installed.catalog(live.world()), Secrets.none())
            .load(copy.config(), copy.routes());
    if (!(loaded instanceof Loaded.Checked checked)) {
      live.close();
      new ProblemReport(terminal).text(terminal.err(), loaded.problems());
      return ExitCode.CONFIGURATION;
    }
    DemoSetting setting =
        new DemoSetting(
            duration,
            seed,
            Files.createDirectories(directory.resolve("data")),
            new ListenAddress("127.0.0.1", port),
            plant,
            cloud,
            "pump-1-speed",
            "exchanger-1-coolant");
    try {
      DemoFiles.requireVirtual(checked.configuration(), plant, cloud);
      DemoListener screen =
          new DemoScreen(screenStyle(), terminal.err(), setting, checked.configuration());
      DemoReport report =
          new Demo(setting, new SystemClock(), screen).play(checked.configuration(), live);
      return tell(report);
    } catch (GatewayException refused) {
      live.close();
      return ProblemReport.refused(terminal, refused);
    }
  }

  /** From another directory the demo takes the files it was shipped with. */
  private static Path shipped(Path directory) {
    String home = System.getProperty("sluice.home");
    return home == null || Files.isDirectory(directory) || directory.isAbsolute()
        ? directory
        : Path.of(home).resolve(directory);
  }

  /** The launcher knows whether stderr is a terminal; Java says so only by guessing. */
  private static DemoScreen.Style screenStyle() {
    return Boolean.getBoolean("sluice.terminal")
        ? DemoScreen.Style.REDRAWN
        : DemoScreen.Style.LINES;
  }

  private int tell(DemoReport report) {
    report.shortfalls().forEach(line -> terminal.err().println("sluice: not shown: " + line));
    if (json.wanted()) {
      terminal.out().println(text(report));
    } else {
      terminal.out().print(report.story());
      terminal.out().println("Next, edit these three and run: sluice run");
      terminal
          .out()
          .println(
              "  " + shipped(files.config()).resolve("connections.yaml") + "   where your PLC is");
      terminal
          .out()
          .println(
              "  "
                  + shipped(files.config()).resolve("tags/pump-plc.csv")
                  + "   its tags, from your spreadsheet");
      terminal
          .out()
          .println(
              "  "
                  + shipped(files.routes()).resolve("pump-1.camel.yaml")
                  + "   what is watched and adjusted");
    }
    return report.shortfalls().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static String text(DemoReport report) {
    try {
      return new ObjectMapper().writeValueAsString(report);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a record of numbers can always be written", impossible);
    }
  }
}
