package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.models.ModelState;
import io.sluice.analytics.models.StoredModel;
import io.sluice.analytics.upkeep.SuspectBlock;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.SystemClock;
import io.sluice.gateway.ModelTrainer;
import io.sluice.gateway.TrainingSource;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Configuration;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice train}: a model from recorded operation, saved as the detector's next version. */
@CommandLine.Command(
    name = "train",
    description = {
      "Train a detector on normal operation and save the model as its next version.",
      "It is a candidate; the first model of a detector serves at once. Exit code 1 when the",
      "source cannot teach it."
    })
public final class TrainCommand extends FilesCommand {
  @CommandLine.Parameters(paramLabel = "DETECTOR", description = "As in detectors.yaml.")
  private String detector = "";

  @CommandLine.ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @CommandLine.Option(
      names = "--leave-out",
      description = "Leave out the rows that the model which serves now finds abnormal.")
  private boolean leaveOut;

  @CommandLine.Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory, instead of data: in gateway.yaml.")
  private @Nullable Path data;

  /** Where the rows come from. */
  private static final class Source {
    @CommandLine.Option(
        names = "--from",
        paramLabel = "FILE",
        description = {
          "A recording, or a CSV with a column time in ISO-8601 and a column for each tag of the",
          "asset."
        })
    private @Nullable Path from;

    @CommandLine.Option(
        names = "--last",
        paramLabel = "TIME",
        converter = TimeReader.class,
        description = "What the gateway itself has recorded in the last TIME, as 12 h.")
    private @Nullable Duration last;
  }

  public TrainCommand(Terminal terminal, Supplier<Catalog> catalog) {
    super(terminal, catalog);
  }

  @Override
  @SuppressWarnings(
      "ThreadPriorityCheck") // A hint that the plant goes first; nothing relies on it.
  int run(Configuration configuration) {
    Path directory = data == null ? Path.of(configuration.gateway().data()) : data;
    PlantClock clock = new SystemClock();
    // The plant goes first where both share a machine.
    Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
    try {
      ModelTrainer trainer = new ModelTrainer(configuration, directory, clock);
      ModelTrainer.Suspects suspects =
          leaveOut ? ModelTrainer.Suspects.LEAVE_OUT : ModelTrainer.Suspects.KEEP;
      tell(trainer.train(detector, source(directory, clock.now()), suspects, new Progress()));
      return ExitCode.OK;
    } catch (TrainingException | ModelException refused) {
      terminal.err().println("sluice: " + detector + ": " + refused.getMessage());
      return ExitCode.FINDINGS;
    }
  }

  private TrainingSource source(Path directory, Instant now) {
    Path file = source.from;
    Duration last = source.last;
    return file != null || last == null
        ? TrainingSource.file(file == null ? Path.of("") : file)
        : TrainingSource.history(directory, now.minus(last), now);
  }

  /** Says what takes its time, on the standard error. */
  private final class Progress implements ModelTrainer.Listener {
    @Override
    public void read(TrainingRows rows) {
      terminal.err().printf("%d rows over %d s%n", rows.size(), rows.span().toSeconds());
    }

    @Override
    public void suspects(TrainingRows rows, List<SuspectBlock> blocks) {
      for (SuspectBlock block : blocks) {
        terminal
            .err()
            .printf(
                "abnormal for the model that serves now: %s to %s, %d rows, score up to %.1f, %s%n",
                time(block.fromNanos()),
                time(block.toNanos()),
                block.rows(),
                block.peak(),
                block.tag());
      }
      if (!blocks.isEmpty()) {
        terminal
            .err()
            .println(
                leaveOut
                    ? "these rows are left out"
                    : "what is abnormal in them will be normal for the new model; --leave-out"
                        + " leaves them out");
      }
    }

    @Override
    public void trains(TrainingRows rows) {
      terminal.err().printf("training on %d rows ...%n", rows.size());
    }

    /** Wall-clock time where the file has it, else seconds since its beginning. */
    private String time(long nanos) {
      Instant time = Instant.ofEpochSecond(0, nanos);
      return nanos > Duration.ofDays(3_650).toNanos() ? time.toString() : nanos / 1e9 + " s";
    }
  }

  private void tell(StoredModel saved) {
    TrainedModel.Data from = saved.model().data();
    ModelState state = saved.summary().state();
    if (jsonWanted()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.put("detector", saved.detector()).put("version", saved.version());
      object.put("state", state.word());
      object.put("file", saved.file().toString());
      object.put("rows", from.rows()).put("leftOut", from.leftOut());
      ObjectNode report = object.putObject("report");
      new TreeMap<>(saved.model().parameters()).forEach(report::put);
      JsonOption.print(terminal, object);
    } else {
      terminal
          .out()
          .printf(
              "%s v%d (%s): %d rows over %d s, %d left out; %s%n",
              saved.detector(),
              saved.version(),
              state.word(),
              from.rows(),
              from.span().toSeconds(),
              from.leftOut(),
              saved.file());
      new TreeMap<>(saved.model().parameters())
          .forEach((name, value) -> terminal.out().printf("  %s: %s%n", name, value));
    }
  }
}
