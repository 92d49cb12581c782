package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.models.ModelRegistry;
import io.sluice.analytics.models.TrustedKey;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice models key}: whose models are taken, and what this gateway signs with. */
@CommandLine.Command(
    name = "key",
    description = {
      "Print the public key that this gateway signs its models with; made where there is none.",
      "Then the keys whose models it takes. A line can be given to sluice models trust elsewhere."
    })
public final class ModelsKeyCommand extends ModelsReading {
  @CommandLine.Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "gateway",
      description = "What the line calls this gateway (default: ${DEFAULT-VALUE}).")
  private String name = "gateway";

  ModelsKeyCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog, world);
  }

  @Override
  int read(ModelRegistry registry) throws ModelException {
    TrustedKey own = registry.keys().own(name);
    if (jsonWanted()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("own", own.line()).put("id", own.id());
      var trusted = json.putArray("trusted");
      registry.keys().trusted().forEach(key -> trusted.add(key.line()));
      JsonOption.print(terminal, json);
    } else {
      terminal.out().println(own.line());
      registry.keys().trusted().forEach(key -> terminal.out().println("trusted: " + key.line()));
    }
    return ExitCode.OK;
  }
}
