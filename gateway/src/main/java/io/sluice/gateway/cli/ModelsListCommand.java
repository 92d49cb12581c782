package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelState;
import io.sluice.analytics.models.ModelVersion;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice models list}: all versions with their states. */
@CommandLine.Command(
    name = "list",
    description = "List the models of all detectors, or of one; a star marks the champion.")
public final class ModelsListCommand extends ModelsReading {
  @CommandLine.Parameters(
      arity = "0..1",
      paramLabel = "DETECTOR",
      description = "As in detectors.yaml.")
  private @Nullable String detector;

  ModelsListCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  int read(ModelRegistry registry) throws ModelException {
    List<String> detectors = detector == null ? registry.detectors() : List.of(detector);
    if (jsonWanted()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      var all = json.putArray("detectors");
      for (String name : detectors) {
        ObjectNode one = all.addObject().put("detector", name);
        one.put("removed", registry.removed(name));
        var versions = one.putArray("versions");
        registry.list(name).forEach(version -> versions.add(ModelText.json(version)));
      }
      JsonOption.print(terminal, json);
      return ExitCode.OK;
    }
    Table table = new Table("", "DETECTOR", "VERSION", "STATE", "CREATED", "MADE", "ID", "SEEN");
    for (String name : detectors) {
      for (ModelVersion version : registry.list(name)) {
        table.row(
            version.state() == ModelState.CHAMPION ? "*" : "",
            name,
            "v" + version.version(),
            version.state().word(),
            ModelText.time(version.making().created()),
            ModelText.made(version.making()),
            version.shortId(),
            ModelText.figures(version.evidence().figures()));
      }
    }
    table.print(terminal.out());
    return ExitCode.OK;
  }
}
