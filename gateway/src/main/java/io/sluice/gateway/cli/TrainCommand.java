package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.models.StoredModel;
import io.sluice.gateway.ModelTrainer;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice train}: a model from recorded operation, saved as the detector's next version. */
@CommandLine.Command(
    name = "train",
    description = {
      "Train a detector on a CSV of normal operation and save the model as its next version.",
      "A gateway takes the newest version when it starts. Exit code 1 when the file cannot teach it."
    })
public final class TrainCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Catalog> catalog;

  @CommandLine.Mixin private final FilesOption files = new FilesOption();
  @CommandLine.Mixin private final JsonOption json = new JsonOption();

  @CommandLine.Parameters(paramLabel = "DETECTOR", description = "As in detectors.yaml.")
  private String detector = "";

  @CommandLine.Option(
      names = "--from",
      required = true,
      paramLabel = "FILE",
      description = "CSV with a column time in ISO-8601 and a column for each tag of the asset.")
  private Path from = Path.of("");

  @CommandLine.Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory, instead of data: in gateway.yaml.")
  private @Nullable Path data;

  public TrainCommand(Terminal terminal, Supplier<Catalog> catalog) {
    this.terminal = terminal;
    this.catalog = catalog;
  }

  @Override
  public Integer call() {
    Loaded loaded = files.load(catalog.get());
    new ProblemReport(terminal).text(terminal.err(), loaded.problems());
    return loaded instanceof Loaded.Checked checked
        ? train(checked.configuration())
        : ExitCode.CONFIGURATION;
  }

  private int train(Configuration configuration) {
    Path directory = data == null ? Path.of(configuration.gateway().data()) : data;
    try {
      tell(new ModelTrainer(configuration, directory).train(detector, from));
      return ExitCode.OK;
    } catch (TrainingException | ModelException refused) {
      terminal.err().println("sluice: " + detector + ": " + refused.getMessage());
      return ExitCode.FINDINGS;
    }
  }

  private void tell(StoredModel saved) {
    TrainedModel.Data from = saved.model().data();
    if (json.wanted()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.put("detector", saved.detector()).put("version", saved.version());
      object.put("file", saved.file().toString());
      object.put("rows", from.rows()).put("leftOut", from.leftOut());
      JsonOption.print(terminal, object);
    } else {
      terminal
          .out()
          .printf(
              "%s v%d: %d rows over %d s, %d left out; %s%n",
              saved.detector(),
              saved.version(),
              from.rows(),
              from.span().toSeconds(),
              from.leftOut(),
              saved.file());
    }
  }
}
