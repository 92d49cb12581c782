package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.models.ModelChange;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.ModelVersion;
import io.sluice.analytics.models.StoredModel;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice models show}: a model's card and its life. */
@CommandLine.Command(
    name = "show",
    description = {
      "Show the card of a model: tags, training data, parameters, figures, what was seen of it.",
      "And who changed its state, when and why. Without a number: the champion."
    })
public final class ModelsShowCommand extends ModelsReading {
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
      description = "As sluice models list says.")
  private int version;

  ModelsShowCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  int read(ModelRegistry registry) throws ModelException {
    ModelVersion shown = version(registry, detector, version);
    StoredModel stored = registry.load(detector, shown.version());
    List<ModelChange> life =
        registry.history(detector).stream()
            .filter(change -> change.version() == shown.version())
            .toList();
    if (jsonWanted()) {
      JsonOption.print(terminal, json(shown, stored, life));
      return ExitCode.OK;
    }
    Table table = new Table(detector, "");
    ModelLines.of(shown, stored.card()).forEach(table::row);
    stored.model().modes().keySet().stream().sorted().forEach(mode -> table.row("mode", mode));
    if (!stored.card().provenance().isEmpty()) {
      table.row("provenance", stored.card().provenance());
    }
    for (ModelChange change : life) {
      table.row(
          ModelText.time(change.time()),
          change.to().word() + " by " + change.deed().who() + reason(change.deed().why()));
    }
    table.print(terminal.out());
    return ExitCode.OK;
  }

  private static String reason(String why) {
    return why.isEmpty() ? "" : ": " + why;
  }

  private ObjectNode json(ModelVersion shown, StoredModel stored, List<ModelChange> life) {
    ObjectNode json = ModelText.json(shown).put("detector", detector);
    try {
      json.set("card", new ObjectMapper().readTree(stored.card().json()));
    } catch (IOException impossible) {
      throw new IllegalStateException("a card is JSON", impossible);
    }
    var modes = json.putArray("modes");
    stored.model().modes().keySet().stream().sorted().forEach(modes::add);
    var changes = json.putArray("history");
    for (ModelChange change : life) {
      changes
          .addObject()
          .put("time", change.time().toString())
          .put("to", change.to().word())
          .put("who", change.deed().who())
          .put("why", change.deed().why());
    }
    return json;
  }
}
