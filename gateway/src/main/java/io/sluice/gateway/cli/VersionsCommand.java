package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.versions.Version;
import io.sluice.gateway.config.versions.Versions;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice versions}: what has run, who wanted it and what became of it. */
@CommandLine.Command(
    name = "versions",
    description = {
      "List the last versions of the files: number, when, outcome, cause, person, what changed.",
      "A star marks the one that runs. The files of each are in DATA/versions/NUMBER."
    })
public final class VersionsCommand extends RunningCommand {
  public VersionsCommand(Terminal terminal, Supplier<Catalog> catalog) {
    super(terminal, catalog);
  }

  @Override
  int run(GatewayClient client) throws IOException, InterruptedException {
    Versions.Kept kept = Versions.look(whereabouts().data()).kept();
    int running = client.runningVersion().orElse(0);
    kept.torn().forEach(torn -> terminal.err().println("sluice: " + torn));
    if (jsonWanted()) {
      JsonOption.print(terminal, json(kept, running));
    } else {
      kept.versions().forEach(version -> line(version, running));
    }
    return ExitCode.OK;
  }

  private void line(Version version, int running) {
    String person = version.person().isEmpty() ? "" : " by " + version.person();
    terminal
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%s%4d  %s  %-9s  %s%s: %s",
                version.number() == running ? "*" : " ",
                version.number(),
                version.kept().truncatedTo(ChronoUnit.SECONDS),
                version.outcome().word(),
                version.cause().word(),
                person,
                version.sentence()));
  }

  private static ObjectNode json(Versions.Kept kept, int running) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("running", running);
    ArrayNode versions = json.putArray("versions");
    for (Version version : kept.versions()) {
      ObjectNode one = versions.addObject();
      one.put("version", version.number());
      one.put("kept", version.kept().toString());
      one.put("outcome", version.outcome().word());
      one.put("cause", version.cause().word());
      one.put("person", version.person());
      one.put("sentence", version.sentence());
      one.put("hash", version.hash());
      one.put("confirmBy", version.confirmBy() == null ? null : version.confirmBy().toString());
    }
    kept.torn().forEach(json.putArray("torn")::add);
    return json;
  }
}
