package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelVersion;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice models export}: a model as a signed file. */
@CommandLine.Command(
    name = "export",
    description = {
      "Write a model as a signed file, for a gateway that trusts this one's key.",
      "The file holds names of tags and rows of the plant: treat it as confidential."
    })
public final class ModelsExportCommand extends ModelsReading {
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
      description = "The file; it must not be there yet.")
  private Path to = Path.of("");

  ModelsExportCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  int read(ModelRegistry registry) throws ModelException {
    ModelVersion exported = version(registry, detector, version);
    registry.export(detector, exported.version(), to);
    if (jsonWanted()) {
      JsonOption.print(
          terminal,
          JsonNodeFactory.instance
              .objectNode()
              .put("detector", detector)
              .put("version", exported.version())
              .put("id", exported.id())
              .put("file", to.toString()));
    } else {
      terminal.out().printf("%s v%d is in %s%n", detector, exported.version(), to);
    }
    return ExitCode.OK;
  }
}
