package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.config.Snapshot;
import io.sluice.gateway.config.UserFiles;
import io.sluice.gateway.config.versions.Versions;
import io.sluice.gateway.options.Durations;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice apply}: files take effect now, for good or on trial. */
@CommandLine.Command(
    name = "apply",
    description = {
      "Run the files now; with --confirm-within on trial, going back by itself unless confirmed.",
      "A trial also goes back when health falls: connections, scans, spools, uplinks, alarms.",
      "Exit code 1 when the gateway says no, 78 when the files are broken, 69 when none answers."
    })
public final class ApplyCommand extends RunningCommand {
  @CommandLine.Mixin private final FromOption from = new FromOption();

  @CommandLine.Option(
      names = "--confirm-within",
      paramLabel = "TIME",
      description = "Go back after this time unless confirmed; 10 s to 24 h, as 10min.")
  private @Nullable String confirmWithin;

  @CommandLine.Mixin private final PersonOption person = new PersonOption();

  public ApplyCommand(Terminal terminal, Supplier<Catalog> catalog) {
    super(terminal, catalog);
  }

  @Override
  int run(GatewayClient client) throws IOException, InterruptedException {
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    if (confirmWithin != null) {
      try {
        order.put("confirmWithin", Durations.text(TimeReader.time(confirmWithin)));
      } catch (IllegalArgumentException wrong) {
        terminal.err().println("sluice: --confirm-within: " + wrong.getMessage());
        return ExitCode.USAGE;
      }
    }
    ConfigFiles reader = reader();
    UserFiles user = from.files(reader, files());
    Snapshot files = user.read();
    Loaded loaded = reader.load(files);
    if (loaded instanceof Loaded.Refused refused) {
      new ProblemReport(terminal).text(terminal.err(), refused.problems());
      return ExitCode.CONFIGURATION;
    }
    foretell(client, reader, files);
    order.put("hash", files.hash());
    if (from.isGiven()) {
      order.put("config", user.config().toAbsolutePath().normalize().toString());
      order.put("routes", user.routes().toAbsolutePath().normalize().toString());
    }
    return order(client, "apply", order, person.name());
  }

  /** To standard error: what is about to change, and which setpoints stop writing. */
  private void foretell(GatewayClient client, ConfigFiles reader, Snapshot files)
      throws IOException, InterruptedException {
    Outlook.Place place =
        new Outlook.Place(
            reader, files().config(), files().routes(), Versions.look(whereabouts().data()));
    Outlook.of(place, files, client.runningVersion()).print(terminal.err());
  }
}
