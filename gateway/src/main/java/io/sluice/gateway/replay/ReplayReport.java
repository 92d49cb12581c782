package io.sluice.gateway.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.Contribution;
import io.sluice.analytics.Verdict;
import io.sluice.connectors.recording.Recorded;
import io.sluice.gateway.assets.AlarmEvent;
import io.sluice.gateway.assets.AlarmEvent.Change;
import io.sluice.gateway.routes.SetpointLoop;
import io.sluice.gateway.setpoints.Decision;
import io.sluice.gateway.setpoints.SetpointMode;
import io.sluice.gateway.status.ScanLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a replay has shown. The same recording and files give the same report, byte for byte: it
 * holds no time but the recording's.
 */
public final class ReplayReport {
  private final VirtualRun run;
  private final Played played;

  /**
   * What was played.
   *
   * @param file its name
   * @param from read time of the first scan
   * @param to read time of the last scan
   * @param scans recorded scans
   * @param missed scans that the recording lacks by its own numbers
   * @param notes what a person should know: units that changed, a torn end
   * @param notRecorded configured tags that are not in it
   * @param unknown columns that are no tag
   * @param marks alarms when it was recorded
   */
  record Played(
      String file,
      Instant from,
      Instant to,
      long scans,
      long missed,
      List<String> notes,
      List<String> notRecorded,
      List<String> unknown,
      List<Recorded.Mark> marks) {}

  ReplayReport(VirtualRun run, Played played) {
    this.run = run;
    this.played = played;
  }

  /** From the first scan to the last. */
  public Duration span() {
    return Duration.between(played.from, played.to);
  }

  /** The report for programs. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("file", played.file);
    json.put("from", played.from.toString());
    json.put("to", played.to.toString());
    json.put("seconds", span().toMillis() / 1000.0);
    json.put("scans", played.scans);
    json.put("missedScans", played.missed);
    texts(json.putArray("notes"), played.notes);
    texts(json.putArray("notRecorded"), played.notRecorded);
    texts(json.putArray("unknownColumns"), played.unknown);
    ledger(json.putObject("ledger"));
    detectors(json.putArray("detectors"));
    alarms(json.putArray("alarms"));
    marks(json.putArray("recordedAlarms"));
    setpoints(json.putArray("setpoints"));
    json.put("summaries", run.log().summaries().size());
    ObjectNode arrived = json.putObject("arrived");
    run.parts()
        .uplinks()
        .keySet()
        .forEach(name -> arrived.put(name, run.log().arrived(name).size()));
    json.put("leftOut", run.log().leftOut());
    return json;
  }

  private static void texts(ArrayNode into, List<String> texts) {
    texts.forEach(into::add);
  }

  private void ledger(ObjectNode into) {
    ScanLedger.Totals totals = run.parts().ledger().totals();
    into.put("received", totals.received());
    into.put("samples", totals.samples());
    into.put("scored", totals.scored());
    ObjectNode without = into.putObject("noVerdicts");
    totals.noVerdicts().forEach(without::put);
    ObjectNode dropped = into.putObject("dropped");
    totals.dropped().forEach(dropped::put);
    into.put("sumHolds", totals.inFlight() == 0);
  }

  private void detectors(ArrayNode into) {
    run.parts()
        .watches()
        .forEach(
            (name, watch) -> {
              ObjectNode one = into.addObject().put("name", name);
              one.put("note", watch.status().note());
              ObjectNode verdicts = one.putObject("verdicts");
              Map<Verdict, Long> counts = new TreeMap<>(run.log().verdicts(name));
              counts.forEach((verdict, count) -> verdicts.put(verdict.label(), count));
              one.put("alarms", watch.status().alarms());
            });
  }

  private void alarms(ArrayNode into) {
    for (Standing alarm : standings()) {
      AlarmEvent raised = alarm.raised;
      ObjectNode one = into.addObject();
      one.put("detector", raised.detector());
      one.put("asset", raised.asset());
      one.put("priority", raised.priority());
      one.put("raised", raised.time().toString());
      one.put("cleared", alarm.cleared == null ? null : alarm.cleared.toString());
      one.put("score", raised.score());
      ArrayNode because = one.putArray("because");
      raised.because().stream().map(Contribution::inWords).forEach(because::add);
    }
  }

  /** An alarm from its beginning to its end. */
  private static final class Standing {
    private final AlarmEvent raised;
    private @Nullable Instant cleared;

    Standing(AlarmEvent raised) {
      this.raised = raised;
    }
  }

  private List<Standing> standings() {
    List<Standing> all = new ArrayList<>();
    Map<String, Standing> open = new TreeMap<>();
    for (AlarmEvent event : run.log().alarms()) {
      if (event.change() == Change.RAISED) {
        Standing begun = new Standing(event);
        all.add(begun);
        open.put(event.detector(), begun);
      } else {
        Standing ended = open.remove(event.detector());
        if (ended != null) {
          ended.cleared = event.time();
        }
      }
    }
    return all;
  }

  private void marks(ArrayNode into) {
    for (Recorded.Mark mark : played.marks) {
      into.addObject()
          .put("time", mark.time().toString())
          .put("detector", mark.name())
          .put("change", mark.what())
          .put("text", mark.text());
    }
  }

  private void setpoints(ArrayNode into) {
    run.parts().setpoints().forEach((name, loop) -> setpoint(into.addObject(), name, loop));
  }

  private void setpoint(ObjectNode into, String name, SetpointLoop loop) {
    SetpointMode mode = loop.options().mode();
    into.put("name", name);
    into.put("mode", mode.name().toLowerCase(Locale.ROOT));
    into.put("phase", loop.status().phase().word());
    into.put("reason", loop.status().reason());
    into.put("requests", loop.status().counters().requests());
    ObjectNode guards = into.putObject("decidedBy");
    ArrayNode would = into.putArray("wouldWrite");
    Map<String, Long> counts = new TreeMap<>();
    for (RunLog.Decided decided : run.log().decisions()) {
      if (decided.outcome().setpoint().equals(name)) {
        counts.merge(decided.outcome().decision().guard(), 1L, Long::sum);
        would(decided, would);
      }
    }
    counts.forEach(guards::put);
  }

  private static void would(RunLog.Decided decided, ArrayNode into) {
    Decision decision = decided.outcome().decision();
    double value;
    if (decision instanceof Decision.Write write) {
      value = write.value();
    } else if (decision instanceof Decision.Clamp clamp) {
      value = clamp.value();
    } else if (decision instanceof Decision.Shadow shadow) {
      value = shadow.value();
    } else {
      return;
    }
    into.addObject()
        .put("time", decided.time().toString())
        .put("value", value)
        .put("asked", decided.outcome().request().target())
        .put("before", decided.outcome().before())
        .put("guard", decision.guard())
        .put("reason", decided.outcome().request().reason());
  }
}
