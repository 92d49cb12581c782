package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.config.Catalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code sluice alarms}: what stands, what happened, and what a person does about it. */
@CommandLine.Command(
    name = "alarms",
    description = {
      "List the alarms of the running gateway, look back, or act on one in your name: acknowledge,"
          + " shelve and unshelve, suppress and unsuppress, out-of-service and in-service. Each act"
          + " is recorded in the audit with who and why.",
      "Hiding an alarm hides it from the operator only: a setpoint that follows the detector goes"
          + " on. Exit code 1 when the gateway says no, 69 when none answers."
    })
public final class AlarmsCommand extends RunningCommand {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]+");

  /** What a person wants. */
  enum Action {
    LIST,
    HISTORY,
    ACKNOWLEDGE,
    SHELVE,
    UNSHELVE,
    SUPPRESS,
    UNSUPPRESS,
    OUT_OF_SERVICE,
    IN_SERVICE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @CommandLine.Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = "list",
      description = "${COMPLETION-CANDIDATES}; list where nothing is said.")
  private Action action = Action.LIST;

  @CommandLine.Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DETECTOR",
      description = "Whose alarm, as in detectors.yaml; for list and history all where none.")
  private @Nullable String detector;

  @CommandLine.Option(
      names = "--person",
      paramLabel = "NAME",
      description = "Who decides this; needed for each act.")
  private @Nullable String person;

  @CommandLine.Option(
      names = "--why",
      paramLabel = "TEXT",
      description = "Why; needed to shelve, suppress and take out of service.")
  private String why = "";

  @CommandLine.Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long to shelve, as 2h; without it until the alarm clears.")
  private @Nullable String time;

  @CommandLine.Option(
      names = "--all",
      description = "List also alarms that are normal and not hidden.")
  private boolean all;

  public AlarmsCommand(Terminal terminal, Supplier<Catalog> catalog) {
    super(terminal, catalog);
  }

  @Override
  int run(GatewayClient client) throws IOException, InterruptedException {
    return switch (action) {
      case LIST -> list(JSON.readTree(client.get("/status").text()).path("alarms"));
      case HISTORY -> history(JSON.readTree(client.get("/alarms/history").text()));
      default -> act(client);
    };
  }

  private int act(GatewayClient client) throws IOException, InterruptedException {
    if (detector == null || person == null) {
      throw usage("sluice alarms " + action + " needs a DETECTOR and --person NAME");
    }
    if (!NAME.matcher(detector).matches()) {
      throw usage("no detector can be called " + detector);
    }
    ObjectNode order = JsonNodeFactory.instance.objectNode().put("why", why);
    if (time != null) {
      order.put("for", time);
    }
    GatewayClient.Answer answer = client.alarm(detector + "/" + action, order, person);
    if (jsonWanted()) {
      JsonOption.print(
          terminal,
          JsonNodeFactory.instance
              .objectNode()
              .put("detector", detector)
              .put("action", action.toString())
              .put("done", answer.good())
              .put("answer", answer.text()));
    } else {
      terminal.out().println(answer.text());
    }
    return answer.good() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private int list(JsonNode alarms) {
    ArrayNode shown = JsonNodeFactory.instance.arrayNode();
    for (JsonNode alarm : alarms) {
      if (wanted(alarm.path("name")) && (all || !alarm.path("letter").asText().equals("A"))) {
        shown.add(alarm);
      }
    }
    if (jsonWanted()) {
      JsonOption.print(terminal, shown);
      return ExitCode.OK;
    }
    if (shown.isEmpty()) {
      terminal.out().println("no alarm stands and none is hidden");
      return ExitCode.OK;
    }
    Table table = new Table("alarm", "asset", "priority", "state", "since", "score", "because");
    for (JsonNode alarm : shown) {
      table.row(
          alarm.path("name").asText(),
          alarm.path("asset").asText(),
          alarm.path("priority").asText(),
          state(alarm),
          alarm.path("since").asText("-"),
          String.format(Locale.ROOT, "%.2f", alarm.path("score").asDouble()),
          alarm.path("because").path(0).path("text").asText(""));
    }
    table.print(terminal.out());
    return ExitCode.OK;
  }

  /** As {@code G shelved until 10:00 by Ada; unacknowledged}. */
  private static String state(JsonNode alarm) {
    List<String> parts = new ArrayList<>();
    String letter = alarm.path("letter").asText();
    if (alarm.path("hidden").isTextual()) {
      String until = alarm.path("shelvedUntil").asText("");
      String by = alarm.path("suppressedBy").asText("");
      String hidden = alarm.path("hidden").asText();
      parts.add(
          letter
              + " "
              + hidden
              + (hidden.equals("shelved") && !until.isEmpty() ? " until " + until : "")
              + (hidden.equals("suppressed") && !by.isEmpty() ? " by " + by : ""));
      parts.add(alarm.path("state").asText());
    } else {
      parts.add(letter + " " + alarm.path("state").asText());
    }
    return String.join("; ", parts);
  }

  private int history(JsonNode lines) {
    ArrayNode shown = JsonNodeFactory.instance.arrayNode();
    for (JsonNode line : lines) {
      if (wanted(line.path("detector"))) {
        shown.add(line);
      }
    }
    if (jsonWanted()) {
      JsonOption.print(terminal, shown);
      return ExitCode.OK;
    }
    for (JsonNode line : shown) {
      terminal
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%-24s %-15s %s",
                  line.path("time").asText(),
                  line.path("change").asText(),
                  line.path("text").asText()));
    }
    return ExitCode.OK;
  }

  private boolean wanted(JsonNode name) {
    return detector == null || detector.equals(name.asText());
  }

  private CommandLine.ParameterException usage(String message) {
    CommandLine.Model.CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("picocli has not set the spec");
    }
    return new CommandLine.ParameterException(known.commandLine(), message);
  }
}
