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
import java.nio.file.Path;
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
public final class TrainCommand extends FilesCommand {
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
    super(terminal, catalog);
  }

  @Override
  int run(Configuration configuration) {
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
    if (jsonWanted()) {
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
