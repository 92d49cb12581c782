package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.recording.Recorded;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.recorder.RecordingCut;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice record}: what the flight recorder holds, and a file cut out of it. */
@CommandLine.Command(
    name = "record",
    description = {
      "List what the flight recorder holds, or export the minutes around an alarm or a time.",
      "The gateway may run meanwhile; what it read in the last seconds may not be on disk yet.",
      "Exit code 1 when there is nothing to export, 69 when a file cannot be read or written."
    })
public final class RecordCommand extends FilesCommand {
  /** What a person does. */
  enum Action {
    list,
    export
  }

  @CommandLine.Parameters(index = "0", description = "${COMPLETION-CANDIDATES}")
  private Action action = Action.list;

  @CommandLine.Option(
      names = "--around",
      paramLabel = "ALARM|TIME",
      description =
          "A detector (its latest alarm), an alarm's id from the list, or an ISO-8601 time.")
  private @Nullable String around;

  @CommandLine.Option(
      names = "--before",
      defaultValue = "10m",
      converter = TimeReader.class,
      description = "How much before it (default: ${DEFAULT-VALUE}).")
  private Duration before = Duration.ZERO;

  @CommandLine.Option(
      names = "--after",
      defaultValue = "5m",
      converter = TimeReader.class,
      description = "How much after it (default: ${DEFAULT-VALUE}).")
  private Duration after = Duration.ZERO;

  @CommandLine.Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A new file: .csv for spreadsheets, else .sluicerec, which keeps everything.")
  private @Nullable Path out;

  @CommandLine.Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory, instead of data: in gateway.yaml.")
  private @Nullable Path data;

  public RecordCommand(Terminal terminal, Supplier<Catalog> catalog) {
    super(terminal, catalog);
  }

  @Override
  int run(Configuration configuration) {
    Path directory = data == null ? Path.of(configuration.gateway().data()) : data;
    RecordingCut ring = new RecordingCut(directory.resolve("recordings"));
    try {
      return action == Action.list ? list(ring) : export(ring);
    } catch (FileAlreadyExistsException there) {
      terminal.err().println("sluice: " + out + " is there already; give another name");
      return ExitCode.USAGE;
    } catch (IOException refused) {
      terminal.err().println("sluice: " + refused.getMessage());
      return ExitCode.UNREACHABLE;
    }
  }

  private int list(RecordingCut ring) throws IOException {
    List<RecordingCut.Part> parts = ring.parts();
    List<Recorded.Mark> marks = ring.marks();
    if (jsonWanted()) {
      JsonOption.print(terminal, json(parts, marks));
      return ExitCode.OK;
    }
    long bytes = parts.stream().mapToLong(RecordingCut.Part::bytes).sum();
    String since = parts.isEmpty() ? "" : ", since " + parts.get(0).begin();
    terminal.out().println(parts.size() + " files, " + bytes + " bytes" + since);
    for (Recorded.Mark mark : marks) {
      terminal.out().println(id(mark) + "  " + mark.what() + "  " + mark.text());
    }
    ring.notes().forEach(note -> terminal.err().println("sluice: " + note));
    return ExitCode.OK;
  }

  private static ObjectNode json(List<RecordingCut.Part> parts, List<Recorded.Mark> marks) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode files = json.putArray("files");
    parts.forEach(
        part ->
            files
                .addObject()
                .put("file", part.file().toString())
                .put("begin", part.begin().toString())
                .put("bytes", part.bytes()));
    ArrayNode alarms = json.putArray("alarms");
    marks.forEach(
        mark ->
            alarms
                .addObject()
                .put("id", id(mark))
                .put("detector", mark.name())
                .put("time", mark.time().toString())
                .put("change", mark.what())
                .put("text", mark.text()));
    return json;
  }

  private int export(RecordingCut ring) throws IOException {
    Path into = out;
    String what = around;
    if (into == null || what == null) {
      terminal.err().println("sluice: export needs --around ALARM or TIME, and --out FILE");
      return ExitCode.USAGE;
    }
    Optional<Instant> moment = moment(ring, what);
    if (moment.isEmpty()) {
      terminal
          .err()
          .println(
              "sluice: "
                  + what
                  + " is no time, and no alarm of that name is recorded; sluice record list tells"
                  + " those that are");
      return ExitCode.FINDINGS;
    }
    RecordingCut.Cut cut = ring.write(moment.get().minus(before), moment.get().plus(after), into);
    ring.notes().forEach(note -> terminal.err().println("sluice: " + note));
    if (cut.scans() == 0) {
      terminal.err().println("sluice: nothing is recorded around " + moment.get());
      return ExitCode.FINDINGS;
    }
    tell(into, moment.get(), cut);
    return ExitCode.OK;
  }

  private void tell(Path into, Instant moment, RecordingCut.Cut cut) {
    if (jsonWanted()) {
      JsonOption.print(
          terminal,
          JsonNodeFactory.instance
              .objectNode()
              .put("file", into.toString())
              .put("around", moment.toString())
              .put("scans", cut.scans())
              .put("samples", cut.samples())
              .put("alarms", cut.marks()));
    } else {
      terminal
          .out()
          .println(
              into + ": " + cut.scans() + " scans, " + cut.samples() + " samples around " + moment);
    }
  }

  private static Optional<Instant> moment(RecordingCut ring, String what) throws IOException {
    String time = what.substring(what.lastIndexOf('@') + 1);
    try {
      return Optional.of(Instant.parse(time));
    } catch (DateTimeParseException noTime) {
      return ring.lastRaised(what);
    }
  }

  private static String id(Recorded.Mark mark) {
    return mark.name() + "@" + mark.time();
  }
}
