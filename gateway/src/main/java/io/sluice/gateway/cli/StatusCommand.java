package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.gateway.config.Catalog;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice status}: how the running gateway is doing. */
@CommandLine.Command(
    name = "status",
    description = "Show how the running gateway is doing. Exit code 69 when none answers.")
public final class StatusCommand extends RunningCommand {
  public StatusCommand(Terminal terminal, Supplier<Catalog> catalog) {
    super(terminal, catalog);
  }

  @Override
  int run(GatewayClient client) throws IOException, InterruptedException {
    String status = client.get("/status").text();
    if (jsonWanted()) {
      terminal.out().println(status);
    } else {
      show(new ObjectMapper().readTree(status));
    }
    return ExitCode.OK;
  }

  private void show(JsonNode status) {
    JsonNode scans = status.path("scans");
    line(
        "%s: %d scans, %d scored, %d in flight",
        status.path("gateway").asText(),
        scans.path("received").asLong(),
        scans.path("scored").asLong(),
        scans.path("inFlight").asLong());
    JsonNode configuration = status.path("configuration");
    if (configuration.isObject()) {
      line("configuration: %s", configuration.path("line").asText());
    }
    for (JsonNode one : status.path("connections")) {
      line(
          "connection %-20s %-10s %d scans, %d missed  %s",
          name(one),
          one.path("state").asText(),
          one.path("scans").asLong(),
          one.path("scansMissed").asLong(),
          one.path("lastError").asText(""));
    }
    for (JsonNode one : status.path("detectors")) {
      line(
          "detector   %-20s %-10s score %.2f%s  %s",
          name(one),
          one.path("verdict").asText(),
          one.path("score").asDouble(),
          one.path("alarm").asBoolean() ? " ALARM" : "",
          one.path("note").asText());
    }
    for (JsonNode one : status.path("setpoints")) {
      line(
          "setpoint   %-20s %-10s %s",
          name(one), one.path("phase").asText(), one.path("last").asText(""));
    }
    for (JsonNode one : status.path("spools")) {
      line(
          "spool      %-20s %-10s %d appended, %d delivered, %d waiting",
          name(one),
          one.path("state").asText(),
          one.path("appended").asLong(),
          one.path("delivered").asLong(),
          one.path("pending").asLong());
    }
    for (JsonNode one : status.path("uplinks")) {
      line(
          "uplink     %-20s %-10s %s",
          name(one), one.path("state").asText(), one.path("lastError").asText(""));
    }
  }

  private void line(String format, Object... arguments) {
    terminal.out().println(String.format(Locale.ROOT, format, arguments).stripTrailing());
  }

  private static String name(JsonNode one) {
    return one.path("name").asText();
  }
}
