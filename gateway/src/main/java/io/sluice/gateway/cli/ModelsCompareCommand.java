package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice models compare}: two versions side by side. */
@CommandLine.Command(
    name = "compare",
    description = {
      "Show two versions of a model side by side: tags, data, parameters, threshold, figures.",
      "A star marks what differs."
    })
public final class ModelsCompareCommand extends ModelsReading {
  private static final String NOTHING = "-";

  @CommandLine.Parameters(
      index = "0",
      paramLabel = "DETECTOR",
      description = "As in detectors.yaml.")
  private String detector = "";

  @CommandLine.Parameters(
      index = "1",
      paramLabel = "VERSION",
      description = "As sluice models list says.")
  private int one;

  @CommandLine.Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "VERSION",
      defaultValue = "0",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "The other; without it the champion.")
  private int other;

  ModelsCompareCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  int read(ModelRegistry registry) throws ModelException {
    Map<String, String> left = lines(registry, one);
    Map<String, String> right = lines(registry, other);
    Set<String> names = new LinkedHashSet<>(left.keySet());
    names.addAll(right.keySet());
    if (jsonWanted()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("detector", detector);
      var rows = json.putArray("lines");
      for (String name : names) {
        String first = left.get(name);
        String second = right.get(name);
        ObjectNode row = rows.addObject().put("name", name);
        row.put("one", first).put("other", second);
        row.put("same", first != null && first.equals(second));
      }
      JsonOption.print(terminal, json);
      return ExitCode.OK;
    }
    Table table = new Table("", detector, "", "");
    for (String name : names) {
      String first = left.getOrDefault(name, NOTHING);
      String second = right.getOrDefault(name, NOTHING);
      table.row(first.equals(second) ? "" : "*", name, first, second);
    }
    table.print(terminal.out());
    return ExitCode.OK;
  }

  private Map<String, String> lines(ModelRegistry registry, int asked) throws ModelException {
    var version = version(registry, detector, asked);
    return ModelLines.of(version, registry.load(detector, version.version()).card());
  }
}
