package io.sluice.gateway.cli;

import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice models}: what detectors have learnt, and which of it serves. */
@CommandLine.Command(
    name = "models",
    description = {
      "List, compare, promote and take back models; bring them in and out as signed files.",
      "A candidate does nothing, a shadow scores beside the champion, a champion raises alarms."
    },
    synopsisSubcommandLabel = "COMMAND")
public final class ModelsCommand implements Callable<Integer>, CommandGroup {
  private final List<Callable<Integer>> commands;

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  public ModelsCommand(Terminal terminal, Supplier<Catalog> catalog, Supplier<Surroundings> world) {
    this.commands =
        List.of(
            new ModelsListCommand(terminal, catalog, world),
            new ModelsShowCommand(terminal, catalog, world),
            new ModelsCompareCommand(terminal, catalog, world),
            new ModelsShadowCommand(terminal, catalog, world),
            new ModelsRetrainCommand(terminal, catalog, world),
            new ModelsPromoteCommand(terminal, catalog, world),
            new ModelsRollbackCommand(terminal, catalog, world),
            new ModelsRetireCommand(terminal, catalog, world),
            new ModelsExportCommand(terminal, catalog, world),
            new ModelsImportCommand(terminal, catalog, world),
            new ModelsStatisticsCommand(terminal, catalog, world),
            new ModelsMergeCommand(terminal, catalog, world),
            new ModelsKeyCommand(terminal, catalog, world),
            new ModelsTrustCommand(terminal, catalog, world),
            new ModelsDistrustCommand(terminal, catalog, world));
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
