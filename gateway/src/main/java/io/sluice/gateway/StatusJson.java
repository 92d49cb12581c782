package io.sluice.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.gateway.assets.LatestSamples;
import io.sluice.gateway.assets.Watch;
import io.sluice.gateway.assets.WatchStatus;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.recorder.RecorderStatus;
import io.sluice.gateway.setpoints.Decision;
import io.sluice.gateway.setpoints.SetpointStatus;
import io.sluice.gateway.spool.SpoolCounts;
import io.sluice.gateway.status.ScanLedger;
import io.sluice.gateway.uplink.UplinkStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The running gateway as JSON. Keys are part of the interface: the page and scripts read them. */
final class StatusJson {
  /** A page of more tags than this says nothing to a person. */
  private static final int MOST_TAGS = 500;

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  private StatusJson() {}

  static ObjectNode of(Configuration configuration, @Nullable Parts parts, PlantClock clock) {
    StatusJson status = new StatusJson();
    status.json.put("gateway", configuration.gateway().gateway().id());
    status.json.put("path", configuration.gateway().gateway().path());
    status.json.put("time", clock.now().toString());
    status.json.put("running", parts != null);
    if (parts != null) {
      status.scans(parts.ledger().totals());
      status.json.put("reactionMicrosP50", parts.reactions().micros(50));
      status.json.put("reactionMicrosP99", parts.reactions().micros(99));
      status.connections(parts);
      status.tags(configuration, parts.latest(), clock);
      status.detectors(parts);
      status.alarms(parts);
      status.setpoints(parts);
      status.spools(parts);
      status.uplinks(parts);
      status.recorder(parts.recorder().status());
    }
    return status.json;
  }

  private void scans(ScanLedger.Totals totals) {
    ObjectNode scans = json.putObject("scans");
    scans.put("received", totals.received());
    scans.put("samples", totals.samples());
    scans.put("scored", totals.scored());
    scans.put("inFlight", totals.inFlight());
    ObjectNode without = scans.putObject("noVerdicts");
    totals.noVerdicts().forEach(without::put);
    ObjectNode dropped = scans.putObject("dropped");
    totals.dropped().forEach(dropped::put);
  }

  private void connections(Parts parts) {
    ArrayNode all = json.putArray("connections");
    parts
        .connectors()
        .forEach(
            (name, connector) -> {
              ConnectionStatus status = connector.status();
              ObjectNode one = all.addObject();
              one.put("name", name)
                  .put("kind", status.kind())
                  .put("state", lower(status.state()))
                  .put("since", status.since().toString())
                  .put("scans", status.scans())
                  .put("samples", status.samples())
                  .put("scansMissed", status.scansMissed())
                  .put("reconnects", status.reconnects())
                  .put("lastGoodScan", text(status.lastGoodScan()))
                  .put("lastError", status.lastError());
              TruthJson.put(connector.truth(TruthJson.MOST_TAGS), one.putArray("groups"));
            });
  }

  private void tags(Configuration configuration, LatestSamples latest, PlantClock clock) {
    ArrayNode all = json.putArray("tags");
    List<Tag> tags =
        configuration.connections().keySet().stream()
            .flatMap(name -> configuration.tagsOf(name).stream())
            .limit(MOST_TAGS)
            .toList();
    for (Tag tag : tags) {
      Optional<LatestSamples.Latest> sample = latest.of(tag.name());
      ObjectNode one = all.addObject().put("name", tag.name());
      if (sample.isPresent()) {
        LatestSamples.Latest known = sample.get();
        if (known.hasValue()) {
          one.put("value", known.value());
        } else {
          one.put("value", known.text());
        }
        one.put("unit", tag.unit());
        one.put("status", new StatusCode(known.status()).toString());
        one.put("ageMillis", (clock.nanoTime() - known.heardNanos()) / 1_000_000);
      } else {
        one.putNull("value").put("unit", tag.unit()).put("status", "Bad_WaitingForInitialData");
      }
    }
  }

  private void detectors(Parts parts) {
    ArrayNode all = json.putArray("detectors");
    for (Watch watch : parts.watches().values()) {
      WatchStatus status = watch.status();
      ObjectNode one = all.addObject();
      one.put("name", watch.name())
          .put("asset", watch.loop().name())
          .put("watching", status.watching())
          .put("verdict", status.verdict().label())
          .put("score", status.score())
          .put("alarm", status.alarmActive())
          .put("alarms", status.alarms())
          .put("updatesDropped", watch.loop().updatesDropped())
          .put("last", status.last() == null ? null : status.last().sentence())
          .put("note", status.note())
          .put("pace", watch.pace());
      ModelsJson.put(watch.models(), one.putObject("models"));
    }
  }

  private void alarms(Parts parts) {
    ArrayNode all = json.putArray("alarms");
    parts.watches().values().forEach(watch -> all.add(watch.alarm().json()));
    json.put("alarmFlood", parts.foundation().alarms().flood());
    json.put("alarmRecordsDropped", parts.foundation().alarms().dropped());
    json.put("alarmStatesNotKept", parts.foundation().alarms().refusals());
  }

  private void setpoints(Parts parts) {
    ArrayNode all = json.putArray("setpoints");
    parts
        .setpoints()
        .forEach(
            (name, loop) -> {
              SetpointStatus status = loop.status();
              Decision last = status.lastDecision();
              all.addObject()
                  .put("name", name)
                  .put("mode", lower(status.mode()))
                  .put("phase", status.phase().word())
                  .put("reason", status.reason())
                  .put("person", status.person())
                  .put("value", status.current())
                  .put("requests", status.counters().requests())
                  .put("sent", status.counters().sent())
                  .put("confirmed", status.counters().confirmed())
                  .put("shadows", status.counters().shadows())
                  .put("last", last == null ? null : last.sentence());
            });
  }

  private void spools(Parts parts) {
    ArrayNode all = json.putArray("spools");
    parts
        .spools()
        .forEach(
            (name, spool) -> {
              SpoolCounts counts = spool.counts();
              ObjectNode one =
                  all.addObject()
                      .put("name", name)
                      .put("state", lower(counts.state()))
                      .put("appended", counts.appended())
                      .put("delivered", counts.delivered())
                      .put("gaps", counts.gaps())
                      .put("pending", counts.pending())
                      .put("waiting", counts.waiting())
                      .put("bytes", counts.bytes())
                      .put("problem", counts.problem());
              ObjectNode dropped = one.putObject("dropped");
              counts.droppedByReason().forEach(dropped::put);
            });
  }

  private void uplinks(Parts parts) {
    ArrayNode all = json.putArray("uplinks");
    parts
        .uplinks()
        .forEach(
            (name, uplink) -> {
              UplinkStatus status = uplink.status();
              all.addObject()
                  .put("name", name)
                  .put("state", lower(status.state()))
                  .put("sent", status.sent())
                  .put("failed", status.failed())
                  .put("inFlight", status.inFlight())
                  .put("lastError", status.lastError());
            });
  }

  private void recorder(RecorderStatus status) {
    ObjectNode one =
        json.putObject("recorder")
            .put("state", lower(status.state()))
            .put("problem", status.problem())
            .put("scans", status.scans())
            .put("samples", status.samples())
            .put("bytes", status.bytes())
            .put("segments", status.segments())
            .put("oldest", text(status.oldest()))
            .put("written", status.written());
    one.putObject("dropped").put("busy", status.droppedBusy()).put("disk", status.droppedDisk());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
