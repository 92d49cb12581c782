package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.config.TagListWriter;
import io.sluice.gateway.config.imports.ImportFormat;
import io.sluice.gateway.config.imports.ImportTarget;
import io.sluice.gateway.config.imports.TagImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice tags import}: another program's tag list becomes ours, all or nothing. */
@CommandLine.Command(
    name = "import",
    description = {
      "Take over the tag list of another program as config/tags/NAME.csv, all or nothing.",
      "FORMAT is kepware (CSV), ignition (JSON), telegraf (TOML) or csv (any table).",
      "Exit code 1 and nothing written when a tag is no good, but for --skip-bad."
    })
final class TagsImportCommand extends ConnectionCommand {
  @CommandLine.Parameters(
      index = "0",
      paramLabel = "FORMAT",
      description = "kepware, ignition, telegraf or csv.")
  private String format = "";

  @CommandLine.Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "As the other program exported it.")
  private Path file = Path.of("");

  @CommandLine.Option(
      names = "--connection",
      required = true,
      paramLabel = "NAME",
      description = "Connection that the tags belong to, as in connections.yaml.")
  private String connection = "";

  @CommandLine.Option(
      names = "--group",
      paramLabel = "NAME",
      description = "Group of the connection for all tags; otherwise by name or scan rate.")
  private @Nullable String group;

  @CommandLine.Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Tag list to write (default: CONFIG/tags/NAME.csv).")
  private @Nullable Path out;

  @CommandLine.Option(names = "--append", description = "Add to the list that is there.")
  private boolean append;

  @CommandLine.Option(names = "--replace", description = "Write over the list that is there.")
  private boolean replace;

  @CommandLine.Option(
      names = "--skip-bad",
      description = "Take what is good; what is not is listed in FILE.left-out.txt.")
  private boolean skipBad;

  TagsImportCommand(Terminal terminal, Supplier<Surroundings> world) {
    super(terminal, world);
  }

  @Override
  String connection() {
    return connection;
  }

  @Override
  int run(Configuration readable, Entry entry) {
    ImportFormat known = format();
    Path list = out == null ? files().config().resolve("tags").resolve(connection + ".csv") : out;
    if (known == null || !mayWrite(list)) {
      return ExitCode.USAGE;
    }
    try {
      String before = append && Files.exists(list) ? Files.readString(list) : null;
      TagImport.BadTags bad = skipBad ? TagImport.BadTags.LEAVE_OUT : TagImport.BadTags.REFUSE_ALL;
      TagImport.Result result =
          new TagImport(reader(), files().config(), files().routes())
              .run(
                  new TagImport.Request(known, file, list, before, bad),
                  ImportTarget.of(entry, group));
      return finish(result, list);
    } catch (IOException refused) {
      terminal.err().println("sluice: " + list + " cannot be read or written by this user");
      return ExitCode.CONFIGURATION;
    }
  }

  private @Nullable ImportFormat format() {
    for (ImportFormat known : ImportFormat.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(format)) {
        return known;
      }
    }
    terminal
        .err()
        .println(
            "sluice: there is no format " + format + "; allowed: kepware, ignition, telegraf, csv");
    return null;
  }

  private boolean mayWrite(Path list) {
    if (append && replace) {
      terminal.err().println("sluice: --append and --replace together; give one of them");
      return false;
    }
    if (Files.exists(list) && !append && !replace) {
      terminal.err().println("sluice: " + list + " is there; give --append or --replace");
      return false;
    }
    return true;
  }

  /** The list of what was left out is written first: nothing is lost without a word. */
  private int finish(TagImport.Result result, Path list) throws IOException {
    Path sidecar = file.resolveSibling(file.getFileName() + ".left-out.txt");
    String text = result.text();
    if (text != null) {
      if (!result.leftOut().isEmpty()) {
        TagListWriter.save(sidecar, String.join("\n", result.leftOut()) + "\n");
      }
      TagListWriter.save(list, text);
    }
    tell(result, list, sidecar);
    return text == null ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private void tell(TagImport.Result result, Path list, Path sidecar) {
    if (jsonWanted()) {
      ObjectNode object = ProblemReport.json(result.problems());
      object.put("written", result.text() == null ? null : list.toString());
      object.put("tags", result.text() == null ? 0 : result.tags());
      object.put("leftOut", result.leftOut().size());
      JsonOption.print(terminal, object);
      return;
    }
    new ProblemReport(terminal).text(terminal.err(), result.problems());
    List<String> leftOut = result.leftOut();
    if (result.text() == null) {
      terminal
          .err()
          .println(
              "nothing was written; "
                  + result.tags()
                  + " tags are good"
                  + (leftOut.isEmpty() || result.tags() == 0
                      ? ""
                      : ", and --skip-bad takes them without the other " + leftOut.size()));
    } else {
      terminal
          .out()
          .println(list + ": " + result.tags() + " tags taken" + skipped(sidecar, leftOut));
    }
  }

  private static String skipped(Path sidecar, List<String> leftOut) {
    return leftOut.isEmpty() ? "" : ", " + leftOut.size() + " left out, listed in " + sidecar;
  }
}
