package io.sluice.gateway.cli;

import io.sluice.gateway.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice tags}: from a device or another program's list to a tag list that is right. */
@CommandLine.Command(
    name = "tags",
    description = "Bring tags in, look at a device's, and read them.",
    synopsisSubcommandLabel = "COMMAND")
public final class TagsCommand implements Callable<Integer>, CommandGroup {
  private final List<Callable<Integer>> commands;

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  public TagsCommand(Terminal terminal, Supplier<Surroundings> world) {
    this.commands =
        List.of(
            new TagsImportCommand(terminal, world),
            new TagsBrowseCommand(terminal, world),
            new TagsReadCommand(terminal, world),
            new TagsTryCommand(terminal, world));
  }

  @Override
  public List<Callable<Integer>> commands() {
    return commands;
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getErr());
    }
    return ExitCode.USAGE;
  }
}
