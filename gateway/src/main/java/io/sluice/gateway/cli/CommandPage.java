package io.sluice.gateway.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The reference page of all commands, from the model that reads them. */
public final class CommandPage {
  private final StringBuilder page = new StringBuilder();

  private CommandPage() {}

  /** The page in Markdown. */
  public static String of(String head, List<Callable<Integer>> commands) {
    CommandPage page = new CommandPage();
    page.page.append(head).append("# Commands\n\n");
    page.page.append(
        """
        Exit codes: 0 done, 1 findings, 64 usage, 69 cannot reach, 70 our bug, 78 configuration.
        Data goes to stdout, everything else to stderr.

        """);
    commands.forEach(command -> page.command("sluice ", new CommandLine(command)));
    return page.page.toString().stripTrailing() + "\n";
  }

  private void command(String before, CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    String name = before + spec.name();
    page.append("## ").append(name).append("\n\n");
    page.append(String.join(" ", spec.usageMessage().description())).append("\n\n");
    options(spec);
    for (Map.Entry<String, CommandLine> below : line.getSubcommands().entrySet()) {
      if (below.getKey().equals(below.getValue().getCommandName())) {
        command(name + " ", below.getValue());
      }
    }
  }

  private void options(CommandSpec spec) {
    List<PositionalParamSpec> places = spec.positionalParameters();
    List<OptionSpec> options = spec.options().stream().filter(one -> !one.hidden()).toList();
    if (places.isEmpty() && options.isEmpty()) {
      return;
    }
    page.append("| option | meaning |\n|---|---|\n");
    places.forEach(place -> row(place.paramLabel(), place.required(), words(place.description())));
    for (OptionSpec option : options) {
      boolean takes = option.arity().max() > 0;
      String label = String.join(", ", option.names());
      String written = takes ? label + " " + option.paramLabel() : label;
      row(
          written,
          option.required(),
          words(option.description())
              .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue())));
    }
    page.append('\n');
  }

  private void row(String written, boolean required, String words) {
    page.append("| `").append(written.replace("|", "\\|")).append("` | ");
    page.append(required ? "Required. " : "").append(words.replace("|", "\\|")).append(" |\n");
  }

  private static String words(String[] description) {
    return String.join(" ", description);
  }
}
