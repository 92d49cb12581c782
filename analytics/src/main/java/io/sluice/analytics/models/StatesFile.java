package io.sluice.analytics.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.ModelException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code states.json}: the states of a detector's models as text. */
final class StatesFile {
  static final String NAME = "states.json";
  static final int MOST_BYTES = 4 << 20;
  private static final int FORMAT = 1;
  private static final JsonMapper JSON = mapper();

  private StatesFile() {}

  static byte[] write(Lifecycle states) {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT);
    json.put("last", states.last());
    json.put("removed", states.removed());
    json.put("forgotten", states.forgotten());
    states.former().forEach(json.putArray("former")::add);
    ObjectNode counters = json.putObject("counters");
    new TreeMap<>(states.counters()).forEach(counters::put);
    var versions = json.putArray("versions");
    states.versions().forEach(version -> version(versions.addObject(), version));
    var history = json.putArray("history");
    states.history().forEach(change -> change(history.addObject(), change));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of nodes can always be written", impossible);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws ModelException if it is something else
   */
  static Lifecycle read(byte[] bytes) throws ModelException {
    try {
      JsonNode json = JSON.readTree(bytes);
      if (json.path("format").asInt() != FORMAT) {
        throw new ModelException("states.json has format " + json.path("format"));
      }
      List<ModelVersion> versions = new ArrayList<>();
      json.path("versions").forEach(version -> versions.add(version(version)));
      List<ModelChange> history = new ArrayList<>();
      json.path("history").forEach(change -> history.add(change(change)));
      List<Integer> former = new ArrayList<>();
      json.path("former").forEach(version -> former.add(version.asInt()));
      Map<String, Integer> counters = new TreeMap<>();
      json.path("counters")
          .properties()
          .forEach(one -> counters.put(one.getKey(), one.getValue().asInt()));
      return new Lifecycle(
          versions,
          former,
          history,
          json.path("forgotten").asLong(),
          json.path("removed").asLong(),
          json.path("last").asInt(),
          counters);
    } catch (java.io.IOException | IllegalArgumentException | DateTimeException damaged) {
      throw new ModelException("states.json is damaged: " + damaged.getMessage(), damaged);
    }
  }

  private static void version(ObjectNode json, ModelVersion version) {
    json.put("version", version.version());
    json.put("id", version.id());
    json.put("state", version.state().word());
    json.put("how", version.making().how().word());
    json.put("by", version.making().by());
    json.put("parent", version.making().parent());
    json.put("created", text(version.making().created()));
    json.put("key", version.signature().key());
    json.put("counter", version.signature().counter());
    json.put("bytes", version.bytes());
    ObjectNode figures = json.putObject("evidence");
    version.evidence().figures().forEach(figures::put);
    json.put("seen", text(version.evidence().time()));
  }

  private static ModelVersion version(JsonNode json) {
    Map<String, Double> figures = new TreeMap<>();
    json.path("evidence")
        .properties()
        .forEach(one -> figures.put(one.getKey(), one.getValue().asDouble()));
    return new ModelVersion(
        json.path("version").asInt(),
        json.path("id").asText(),
        ModelState.of(json.path("state").asText()),
        new Making(
            Making.How.of(json.path("how").asText()),
            json.path("by").asText(),
            json.path("parent").isInt() ? json.path("parent").asInt() : null,
            time(json.path("created"))),
        new ModelVersion.Signature(json.path("key").asText(), json.path("counter").asInt()),
        json.path("bytes").asLong(),
        new Evidence(figures, time(json.path("seen"))));
  }

  private static void change(ObjectNode json, ModelChange change) {
    json.put("time", change.time().toString());
    json.put("version", change.version());
    json.put("from", change.from() == null ? null : change.from().word());
    json.put("to", change.to().word());
    json.put("who", change.deed().who());
    json.put("why", change.deed().why());
  }

  private static ModelChange change(JsonNode json) {
    JsonNode from = json.path("from");
    return new ModelChange(
        Instant.parse(json.path("time").asText()),
        json.path("version").asInt(),
        from.isTextual() ? ModelState.of(from.asText()) : null,
        ModelState.of(json.path("to").asText()),
        new Deed(json.path("who").asText(), json.path("why").asText()));
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static @Nullable Instant time(JsonNode json) {
    return json.isTextual() ? Instant.parse(json.asText()) : null;
  }

  private static JsonMapper mapper() {
    JsonMapper mapper = JsonMapper.builder().build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(10).maxStringLength(10_000).build());
    return mapper;
  }
}
