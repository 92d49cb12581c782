package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.federation.Statistics;
import io.sluice.analytics.federation.StatisticsFile;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelVersion;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice models export-statistics}: what can be merged, without a row of the plant. */
@CommandLine.Command(
    name = "export-statistics",
    description = {
      "Write counts, means and covariances of a mahalanobis model, for sluice models merge.",
      "The file holds names of tags and statistics, and no row of the plant."
    })
public final class ModelsStatisticsCommand extends ModelsReading {
  @CommandLine.Parameters(
      index = "0",
      paramLabel = "DETECTOR",
      description = "As in detectors.yaml.")
  private String detector = "";

  @CommandLine.Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      defaultValue = "0",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "As sluice models list says; without it the champion.")
  private int version;

  @CommandLine.Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The file; JSON.")
  private Path to = Path.of("");

  ModelsStatisticsCommand(
      Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  int read(ModelRegistry registry) throws ModelException {
    ModelVersion of = version(registry, detector, version);
    Statistics statistics = Statistics.of(detector, registry.load(detector, of.version()).model());
    StatisticsFile.write(statistics, to);
    if (jsonWanted()) {
      JsonOption.print(
          terminal,
          JsonNodeFactory.instance
              .objectNode()
              .put("detector", detector)
              .put("version", of.version())
              .put("plan", statistics.plan())
              .put("file", to.toString()));
    } else {
      terminal.out().printf("the statistics of %s v%d are in %s%n", detector, of.version(), to);
    }
    return ExitCode.OK;
  }
}
