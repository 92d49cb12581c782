package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** {@code sluice version}: what runs here. */
@CommandLine.Command(name = "version", description = "Print the version of Sluice and of Java.")
public final class VersionCommand implements Callable<Integer> {
  private final Terminal terminal;

  @CommandLine.Mixin private final JsonOption json = new JsonOption();

  public VersionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String java = System.getProperty("java.version", "unknown");
    if (json.wanted()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.put("sluice", version());
      object.put("java", java);
      JsonOption.print(terminal, object);
    } else {
      terminal.out().println("sluice " + version() + ", Java " + java);
    }
    return ExitCode.OK;
  }

  /** From the jar's manifest; classes that lie in a directory have none. */
  static String version() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
