package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.schema.Sample;
import io.sluice.gateway.config.schema.SchemaFiles;
import io.sluice.gateway.options.Closest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice schema}: what editors read about the user's files, for what is installed. */
@CommandLine.Command(
    name = "schema",
    description = {
      "Write schemas, samples and Camel's component descriptions to CONFIG/.schema, for editors.",
      "With --sample print a file with every option instead."
    })
public final class SchemaCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Catalog> catalog;

  @CommandLine.Option(
      names = "--config",
      paramLabel = "DIR",
      defaultValue = "config",
      description = "Directory with connections.yaml and so on (default: ${DEFAULT-VALUE}).")
  private Path config = Path.of("config");

  @CommandLine.Option(
      names = "--sample",
      paramLabel = "NAME",
      description = "Print the sample of NAME, as setpoints or connections/opcua; write nothing.")
  private @Nullable String sample;

  @CommandLine.Mixin private final JsonOption json = new JsonOption();

  public SchemaCommand(Terminal terminal, Supplier<Catalog> catalog) {
    this.terminal = terminal;
    this.catalog = catalog;
  }

  @Override
  public Integer call() {
    String wanted = sample;
    return wanted == null ? write() : print(wanted);
  }

  private int write() {
    if (!Files.isDirectory(config)) {
      terminal.err().println("sluice: there is no directory " + config + "; --config DIR names it");
      return ExitCode.CONFIGURATION;
    }
    try {
      report(SchemaFiles.write(catalog.get(), config));
      return ExitCode.OK;
    } catch (IOException unwritable) {
      terminal.err().println("sluice: " + config + "/.schema cannot be written by this user");
      return ExitCode.CONFIGURATION;
    }
  }

  private void report(List<Path> written) {
    if (json.wanted()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      written.forEach(path -> object.withArray("written").add(path.toString()));
      JsonOption.print(terminal, object);
    } else {
      written.forEach(path -> terminal.out().println(path));
      if (written.isEmpty()) {
        terminal.err().println("nothing to write: " + config + "/.schema is as it should be");
      }
    }
  }

  /** A noun alone means all its kinds. */
  private int print(String wanted) {
    Map<String, String> samples = Sample.of(catalog.get());
    Map<String, String> found = new TreeMap<>(samples);
    found.keySet().removeIf(name -> !name.equals(wanted) && !name.startsWith(wanted + "/"));
    if (found.isEmpty()) {
      String hint =
          Closest.to(wanted, samples.keySet())
              .map(name -> "; did you mean " + name + "?")
              .orElse("");
      terminal.err().println("sluice: there is no sample " + wanted + hint);
      terminal.err().println("there are: " + String.join(", ", samples.keySet()));
      return ExitCode.USAGE;
    }
    if (json.wanted()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      found.forEach(object::put);
      JsonOption.print(terminal, object);
    } else {
      terminal.out().print(String.join("\n", found.values()));
    }
    return ExitCode.OK;
  }
}
