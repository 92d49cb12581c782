package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.GatewayException;
import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.OfflineModels;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.status.StatusServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * A person's deed on models: done by the gateway that runs, or on its data directory where none
 * does.
 */
abstract class ModelDeedCommand extends RunningCommand {
  private final Supplier<Catalog> catalog;
  private final Supplier<Surroundings> world;

  @CommandLine.Mixin private final PersonOption person = new PersonOption();

  @CommandLine.Option(
      names = "--why",
      paramLabel = "SENTENCE",
      defaultValue = "",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Kept with what was done.")
  private String why = "";

  ModelDeedCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    super(terminal, catalog);
    this.catalog = catalog;
    this.world = world;
  }

  /** The detector, or {@link io.sluice.gateway.ModelDeeds#KEYS}. */
  abstract String subject();

  abstract String action();

  /** Puts in what else is to be said. */
  abstract void order(ObjectNode order);

  @Override
  final int run(GatewayClient client) throws IOException, InterruptedException {
    ObjectNode order = JsonNodeFactory.instance.objectNode().put("why", why);
    order(order);
    try (OfflineModels models =
        OfflineModels.open(whereabouts().data(), world.get().clock(), this::configuration)) {
      return tell(models.deeds().carryOut(subject(), action(), order, person.name()));
    } catch (GatewayException refused) {
      if (refused.trouble() == Trouble.UNAVAILABLE) {
        GatewayClient.Answer answer =
            client.model(encoded(subject()) + "/" + action(), order, person.name());
        return tell(new StatusServer.Answer(answer.good(), answer.text()));
      }
      terminal.err().println("sluice: " + refused.getMessage());
      return ExitCode.CONFIGURATION;
    }
  }

  /** What is no detector's name is for the gateway to refuse. */
  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8);
  }

  private Configuration configuration() {
    Loaded loaded = files().load(catalog.get());
    if (loaded instanceof Loaded.Checked checked) {
      return checked.configuration();
    }
    throw new IllegalStateException(
        "what the model must fit is not known: the files have errors; see: sluice check");
  }

  private int tell(StatusServer.Answer answer) {
    if (jsonWanted()) {
      JsonOption.print(
          terminal,
          JsonNodeFactory.instance
              .objectNode()
              .put("done", answer.done())
              .put("answer", answer.said()));
    } else {
      terminal.out().println(answer.said());
    }
    return answer.done() ? ExitCode.OK : ExitCode.FINDINGS;
  }
}
