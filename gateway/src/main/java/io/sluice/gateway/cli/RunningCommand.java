package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Whereabouts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** A command to the running gateway, whether or not the user's files are good just now. */
abstract class RunningCommand implements Callable<Integer> {
  final Terminal terminal;
  private final Supplier<Catalog> catalog;

  @CommandLine.Mixin private final FilesOption files = new FilesOption();
  @CommandLine.Mixin private final JsonOption json = new JsonOption();

  @CommandLine.Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory, instead of data: in gateway.yaml.")
  private @Nullable Path data;

  RunningCommand(Terminal terminal, Supplier<Catalog> catalog) {
    this.terminal = terminal;
    this.catalog = catalog;
  }

  /** Does it and gives the exit code; a failure to reach the gateway may be thrown. */
  abstract int run(GatewayClient client) throws IOException, InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    try {
      return run(new GatewayClient(whereabouts()));
    } catch (IOException unreachable) {
      terminal.err().println("sluice: " + unreachable.getMessage());
      return ExitCode.UNREACHABLE;
    }
  }

  final Whereabouts whereabouts() {
    Whereabouts found = files.whereabouts(catalog.get());
    return data == null ? found : new Whereabouts(data, found.listen());
  }

  final ConfigFiles reader() {
    return files.reader(catalog.get());
  }

  final FilesOption files() {
    return files;
  }

  final boolean jsonWanted() {
    return json.wanted();
  }

  /** Gives an order about the configuration and tells the answer. */
  final int order(GatewayClient client, String action, JsonNode order, String person)
      throws IOException, InterruptedException {
    GatewayClient.Answer answer = client.change(action, order, person);
    if (jsonWanted()) {
      JsonOption.print(
          terminal,
          JsonNodeFactory.instance
              .objectNode()
              .put("done", answer.good())
              .put("answer", answer.text()));
    } else {
      terminal.out().println(answer.text());
    }
    return answer.good() ? ExitCode.OK : ExitCode.FINDINGS;
  }
}
