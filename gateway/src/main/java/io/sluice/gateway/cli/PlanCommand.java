package io.sluice.gateway.cli;

import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.config.Snapshot;
import io.sluice.gateway.config.versions.Versions;
import java.io.IOException;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice plan}: what would change, before it does. */
@CommandLine.Command(
    name = "plan",
    description = {
      "Show what the files would change against what runs; change nothing.",
      "Exit code 0 when nothing would, 1 when something would, 78 when the files are broken."
    })
public final class PlanCommand extends RunningCommand {
  @CommandLine.Mixin private final FromOption from = new FromOption();

  public PlanCommand(Terminal terminal, Supplier<Catalog> catalog) {
    super(terminal, catalog);
  }

  @Override
  int run(GatewayClient client) throws IOException, InterruptedException {
    ConfigFiles reader = reader();
    Snapshot files = from.files(reader, files()).read();
    Loaded loaded = reader.load(files);
    if (loaded instanceof Loaded.Refused refused) {
      tell(refused);
      return ExitCode.CONFIGURATION;
    }
    Outlook.Place place =
        new Outlook.Place(
            reader, files().config(), files().routes(), Versions.look(whereabouts().data()));
    Outlook outlook = Outlook.of(place, files, client.runningVersion());
    if (jsonWanted()) {
      JsonOption.print(terminal, outlook.json());
    } else {
      outlook.print(terminal.out());
    }
    return outlook.difference().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private void tell(Loaded.Refused refused) {
    if (jsonWanted()) {
      JsonOption.print(terminal, ProblemReport.json(refused.problems()));
    } else {
      new ProblemReport(terminal).text(terminal.err(), refused.problems());
    }
  }
}
