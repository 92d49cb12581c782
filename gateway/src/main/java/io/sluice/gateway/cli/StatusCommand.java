package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.gateway.config.Catalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code sluice status}: how the running gateway is doing. */
@CommandLine.Command(
    name = "status",
    description = "Show how the running gateway is doing. Exit code 69 when none answers.")
public final class StatusCommand extends RunningCommand {
  @CommandLine.Option(
      names = "--tags",
      description = "Also show the tags of each group, those with a problem first.")
  private boolean tags;

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
      groups(one);
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

  private void groups(JsonNode connection) {
    for (JsonNode group : connection.path("groups")) {
      line(
          "  group    %-20s asked %s, kept %s%s, jitter %s (p99 %s), %d missed%s, %d stale, %d bad",
          name(group),
          span(group.path("askedMillis")),
          span(group.path("keptMillis")),
          group.path("rateMet").asBoolean(true) ? "" : " NOT MET",
          span(group.path("jitterMillisP50")),
          span(group.path("jitterMillisP99")),
          missed(group),
          reasons(group),
          group.path("stale").asLong(),
          group.path("bad").asLong());
      if (tags) {
        group.path("firstTags").forEach(this::tag);
      }
    }
  }

  private void tag(JsonNode tag) {
    line(
        "    tag    %-34s %-6s %-30s age %s, changed %s ago, %.1f %% good%s",
        name(tag),
        tag.path("stale").asBoolean() ? "STALE" : "",
        tag.path("status").asText(),
        span(tag.path("ageMillis")),
        span(tag.path("sinceChangeMillis")),
        tag.path("sinceStart").path("goodPercent").asDouble(),
        tag.path("lastBad").isTextual()
            ? ", last " + tag.path("lastBad").asText() + " " + tag.path("lastBadAt").asText()
            : "");
  }

  private static long missed(JsonNode group) {
    long all = 0;
    for (JsonNode count : group.path("missed")) {
      all += count.asLong();
    }
    return all;
  }

  private static String reasons(JsonNode group) {
    List<String> reasons = new ArrayList<>();
    group
        .path("missed")
        .properties()
        .forEach(reason -> reasons.add(reason.getKey() + " " + reason.getValue().asLong()));
    return reasons.isEmpty() ? "" : " (" + String.join(", ", reasons) + ")";
  }

  /** Milliseconds as people say them; a dash where there is nothing to say. */
  private static String span(JsonNode millis) {
    if (!millis.isNumber()) {
      return "-";
    }
    double value = millis.asDouble();
    return value < 1_000
        ? String.format(Locale.ROOT, value < 10 ? "%.1f ms" : "%.0f ms", value)
        : String.format(Locale.ROOT, "%.1f s", value / 1_000);
  }

  private void line(String format, Object... arguments) {
    terminal.out().println(String.format(Locale.ROOT, format, arguments).stripTrailing());
  }

  private static String name(JsonNode one) {
    return one.path("name").asText();
  }
}
