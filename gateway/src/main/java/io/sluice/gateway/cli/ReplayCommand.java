package io.sluice.gateway.cli;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.recording.RecordingException;
import io.sluice.gateway.GatewayException;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.replay.Replay;
import io.sluice.gateway.replay.ReplayReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice replay}: a recording through the user's routes, as if it were now. */
@CommandLine.Command(
    name = "replay",
    description = {
      "Play a recording through the detectors, setpoints and routes of the user's files.",
      "Nothing is reached and nothing outside a temporary directory is written: the report says what"
          + " would be. A .csv has a column time in ISO-8601 and one for each tag.",
      "Exit code 1 when the recording cannot be read to its end."
    })
public final class ReplayCommand extends FilesCommand {
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Duration PACED_STEP = Duration.ofMillis(100);
  private static final int FULL = 1000;

  /** How fast recorded time passes. */
  enum Speed {
    /** As fast as it can be worked through. */
    max,
    /** As it was. */
    real,
    /** Ten times as fast. */
    ten
  }

  /** Reads 1, 10 and max. */
  static final class SpeedReader implements CommandLine.ITypeConverter<Speed> {
    @Override
    public Speed convert(String text) {
      return switch (text) {
        case "1" -> Speed.real;
        case "10" -> Speed.ten;
        case "max" -> Speed.max;
        default ->
            throw new CommandLine.TypeConversionException(
                "'" + text + "' is no speed; allowed are 1, 10 and max");
      };
    }
  }

  @CommandLine.Parameters(paramLabel = "FILE", description = "A .sluicerec or a .csv.")
  private Path file = Path.of("");

  @CommandLine.Option(
      names = "--speed",
      paramLabel = "1|10|max",
      defaultValue = "max",
      converter = SpeedReader.class,
      description = "Times real time (default: ${DEFAULT-VALUE}).")
  private Speed speed = Speed.max;

  @CommandLine.Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory whose models are used, instead of data: in gateway.yaml.")
  private @Nullable Path data;

  public ReplayCommand(Terminal terminal, Supplier<Catalog> catalog) {
    super(terminal, catalog);
  }

  @Override
  int run(Configuration configuration) {
    PlantClock clock = new SystemClock();
    Path directory = data == null ? Path.of(configuration.gateway().data()) : data;
    try (Replay replay =
        Replay.open(
            configuration, Surroundings.of(clock, clock), file, directory.resolve("models"))) {
      long begun = clock.nanoTime();
      play(replay, clock);
      ReplayReport report = replay.finish();
      tell(report, Duration.ofNanos(clock.nanoTime() - begun));
      return ExitCode.OK;
    } catch (RecordingException unreadable) {
      terminal.err().println("sluice: " + unreadable.getMessage());
      return ExitCode.FINDINGS;
    } catch (GatewayException refused) {
      return ProblemReport.refused(terminal, refused);
    }
  }

  private void play(Replay replay, PlantClock clock) {
    if (terminal.colour() == Terminal.Colour.ON) {
      try (ProgressBar bar = bar()) {
        play(replay, clock, bar);
        bar.stepTo(FULL);
      }
    } else {
      play(replay, clock, null);
    }
  }

  private void play(Replay replay, PlantClock clock, @Nullable ProgressBar bar) {
    long begun = clock.nanoTime();
    Duration passed = Duration.ZERO;
    Duration step = speed == Speed.max ? STEP : PACED_STEP;
    while (replay.advance(step)) {
      passed = passed.plus(step);
      if (bar != null) {
        bar.stepTo(Math.round(replay.share() * FULL));
      }
      if (speed != Speed.max) {
        long ahead = passed.toNanos() / (speed == Speed.ten ? 10 : 1) - (clock.nanoTime() - begun);
        clock.await(new CompletableFuture<Void>(), Duration.ofNanos(Math.max(0, ahead)));
      }
    }
  }

  private static ProgressBar bar() {
    return new ProgressBarBuilder()
        .setTaskName("replay")
        .setInitialMax(FULL)
        .setStyle(ProgressBarStyle.ASCII)
        .hideEta()
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }

  /** The report is data; how fast it went is not, and differs each time. */
  private void tell(ReplayReport report, Duration took) {
    if (jsonWanted()) {
      JsonOption.print(terminal, report.json());
    } else {
      new ReplayText(terminal.out()).print(report.json());
    }
    double seconds = Math.max(1e-3, took.toNanos() / 1e9);
    terminal
        .err()
        .printf(
            Locale.ROOT,
            "sluice: replayed %.0f s in %.1f s: %.0f times real time%n",
            report.span().toNanos() / 1e9,
            seconds,
            report.span().toNanos() / 1e9 / seconds);
  }
}
