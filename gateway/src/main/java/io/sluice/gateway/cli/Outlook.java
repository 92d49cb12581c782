package io.sluice.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.config.Change;
import io.sluice.gateway.config.ConfigFiles;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Difference;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.config.Snapshot;
import io.sluice.gateway.config.versions.Version;
import io.sluice.gateway.config.versions.Versions;
import io.sluice.gateway.setpoints.SetpointMode;
import io.sluice.gateway.setpoints.SetpointOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What files would change against a version.
 *
 * @param version 0 where there is none yet, so that all is new
 * @param live whether that version runs now; else it is the last good one
 * @param difference between the two
 * @param disarmed setpoints that write now and would have to be released again, or end
 */
record Outlook(int version, boolean live, Difference difference, List<String> disarmed) {
  Outlook {
    disarmed = List.copyOf(disarmed);
  }

  /** Where things are compared. */
  record Place(ConfigFiles reader, Path config, Path routes, Versions versions) {}

  /**
   * Compares.
   *
   * @param next what is to run
   * @param running the version that runs; empty where no gateway answers
   * @throws IOException where the version that it is compared with cannot be read
   */
  static Outlook of(Place place, Snapshot next, OptionalInt running) throws IOException {
    Versions.Kept kept = place.versions.kept();
    int number =
        running.isPresent() ? running.getAsInt() : kept.lastGood().map(Version::number).orElse(0);
    Configuration after = load(place, next.in(place.config, place.routes));
    Configuration before =
        number == 0
            ? nothing(place, after)
            : load(place, place.versions.files(number, place.config, place.routes));
    Difference difference = Difference.between(before, after);
    List<String> disarmed =
        difference.of("setpoints").stream()
            .filter(Change::ends)
            .map(Change::name)
            .filter(name -> isClosed(before, name))
            .toList();
    return new Outlook(number, running.isPresent(), difference, disarmed);
  }

  void print(PrintWriter out) {
    for (String why : difference.restart()) {
      out.println("! needs a restart: " + why);
    }
    for (Change change : difference.changes()) {
      out.println(mark(change.how()) + " " + change.sentence());
    }
    if (!disarmed.isEmpty()) {
      out.println("disarmed until a person releases them: " + String.join(", ", disarmed));
    }
    out.println(summary());
  }

  String summary() {
    String against =
        version == 0
            ? "nothing has run with this data directory"
            : "version "
                + version
                + (live ? ", which runs" : ", the last good one; no gateway answers");
    return difference.isEmpty()
        ? "nothing to change against " + against
        : difference.changes().size() + " changes against " + against;
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", version).put("running", live);
    ArrayNode changes = json.putArray("changes");
    for (Change change : difference.changes()) {
      changes
          .addObject()
          .put("noun", change.noun())
          .put("name", change.name())
          .put("how", change.how().name().toLowerCase(Locale.ROOT))
          .put("sentence", change.sentence());
    }
    difference.restart().forEach(json.putArray("restart")::add);
    difference.retrained().forEach(json.putArray("retrained")::add);
    disarmed.forEach(json.putArray("disarmed")::add);
    return json;
  }

  private static String mark(Change.How how) {
    return switch (how) {
      case ADDED -> "+";
      case REMOVED -> "-";
      case CHANGED, AFFECTED -> "~";
    };
  }

  private static boolean isClosed(Configuration configuration, String setpoint) {
    return Optional.ofNullable(configuration.entries("setpoints").get(setpoint)).stream()
        .flatMap(entry -> entry.records().stream())
        .filter(SetpointOptions.class::isInstance)
        .map(SetpointOptions.class::cast)
        .anyMatch(options -> options.mode() == SetpointMode.CLOSED);
  }

  private static Configuration load(Place place, Snapshot files) throws IOException {
    Loaded loaded = place.reader.load(files);
    if (loaded instanceof Loaded.Checked checked) {
      return checked.configuration();
    }
    String why = loaded.problems().get(0).message();
    throw new IOException("what runs cannot be read again here: " + why);
  }

  private static Configuration nothing(Place place, Configuration after) {
    return new Configuration(place.config, after.gateway(), Map.of(), Map.of(), List.of());
  }
}
