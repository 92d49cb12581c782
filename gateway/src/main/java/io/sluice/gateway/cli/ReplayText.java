package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A replay's report for a person: what was played, what would have happened. */
final class ReplayText {
  private static final int MOST_LISTED = 100;

  private final PrintWriter out;

  ReplayText(PrintWriter out) {
    this.out = out;
  }

  void print(JsonNode report) {
    line(
        "%s: %s to %s, %.0f s, %d scans",
        report.path("file").asText(),
        report.path("from").asText(),
        report.path("to").asText(),
        report.path("seconds").asDouble(),
        report.path("scans").asLong());
    notes(report);
    ledger(report.path("ledger"));
    report.path("detectors").forEach(this::detector);
    list("alarms", report.path("alarms"), this::alarm);
    list("alarms when it was recorded", report.path("recordedAlarms"), this::mark);
    report.path("setpoints").forEach(this::setpoint);
    line(
        "%d summaries; arrived: %s",
        report.path("summaries").asLong(), pairs(report.path("arrived")));
  }

  private void notes(JsonNode report) {
    if (report.path("missedScans").asLong() > 0) {
      line("  %d scans are missing in it, by their numbers", report.path("missedScans").asLong());
    }
    report.path("notes").forEach(note -> line("  note: %s", note.asText()));
    names("not recorded", report.path("notRecorded"));
    names("columns that are no tag", report.path("unknownColumns"));
  }

  private void names(String what, JsonNode names) {
    if (!names.isEmpty()) {
      List<String> all = new ArrayList<>();
      names.forEach(name -> all.add(name.asText()));
      line("  %s: %s", what, String.join(", ", all));
    }
  }

  private void ledger(JsonNode ledger) {
    line(
        "%d scans to routes = %d scored, no verdict %s, dropped %s: the sum %s",
        ledger.path("received").asLong(),
        ledger.path("scored").asLong(),
        pairs(ledger.path("noVerdicts")),
        pairs(ledger.path("dropped")),
        ledger.path("sumHolds").asBoolean() ? "holds" : "does not hold");
  }

  private void detector(JsonNode detector) {
    line(
        "detector %s (%s): %s; alarms %d",
        detector.path("name").asText(),
        detector.path("note").asText(),
        pairs(detector.path("verdicts")),
        detector.path("alarms").asLong());
  }

  private void alarm(JsonNode alarm) {
    String cleared =
        alarm.path("cleared").isNull() ? "still standing" : alarm.path("cleared").asText();
    line(
        "  %s  %s  %s; cleared: %s",
        alarm.path("raised").asText(),
        alarm.path("detector").asText(),
        alarm.path("because").path(0).asText("no reason"),
        cleared);
  }

  private void mark(JsonNode mark) {
    line(
        "  %s  %s  %s  %s",
        mark.path("time").asText(),
        mark.path("detector").asText(),
        mark.path("change").asText(),
        mark.path("text").asText());
  }

  private void setpoint(JsonNode setpoint) {
    line(
        "setpoint %s (%s, %s): %d requests, decided by %s",
        setpoint.path("name").asText(),
        setpoint.path("mode").asText(),
        setpoint.path("phase").asText(),
        setpoint.path("requests").asLong(),
        pairs(setpoint.path("decidedBy")));
    int shown = 0;
    for (JsonNode write : setpoint.path("wouldWrite")) {
      if (shown++ < MOST_LISTED) {
        line(
            "  %s  would write %s%s, was %s: %s",
            write.path("time").asText(),
            write.path("value").asText(),
            write.path("guard").asText().equals("passed")
                ? ""
                : " (asked "
                    + write.path("asked").asText()
                    + ", "
                    + write.path("guard").asText()
                    + ")",
            write.path("before").asText(),
            write.path("reason").asText());
      }
    }
  }

  private void list(String what, JsonNode all, Consumer<JsonNode> each) {
    if (all.isEmpty()) {
      line("%s: none", what);
      return;
    }
    line("%s: %d", what, all.size());
    int shown = 0;
    for (JsonNode one : all) {
      if (shown++ < MOST_LISTED) {
        each.accept(one);
      }
    }
    if (all.size() > MOST_LISTED) {
      line("  and %d more; --json has all", all.size() - MOST_LISTED);
    }
  }

  private static String pairs(JsonNode object) {
    List<String> all = new ArrayList<>();
    object.properties().forEach(field -> all.add(field.getKey() + " " + field.getValue().asLong()));
    return all.isEmpty() ? "0" : String.join(", ", all);
  }

  private void line(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }
}
