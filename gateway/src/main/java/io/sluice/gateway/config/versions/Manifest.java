package io.sluice.gateway.config.versions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * {@code manifest.json} of a version.
 *
 * @param version what is known of it
 * @param names of its files
 */
record Manifest(Version version, List<String> names) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "manifest.json";
  private static final int LARGEST = 1024 * 1024;

  /** Nothing else is ever opened, whatever a manifest says. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "(config/[^./][^/]*\\.yaml|config/tags/[^./][^/]*\\.csv"
              + "|routes/[^./][^/]*\\.camel\\.yaml)");

  Manifest {
    names = List.copyOf(names);
    for (String name : names) {
      if (!KNOWN.matcher(name).matches()) {
        throw new IllegalArgumentException(name + " is no file of a version");
      }
    }
  }

  Manifest with(Version other) {
    return new Manifest(other, names);
  }

  /** Reads the manifest in a version's folder. */
  static Manifest read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.size(file) > LARGEST) {
      throw new IOException(FILE + " is too large");
    }
    try {
      return of(JSON.readTree(Files.readAllBytes(file)));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException damaged) {
      throw new IOException(FILE + " is damaged", damaged);
    }
  }

  /** Puts it into the folder in one step. */
  void write(Path folder, DurableFiles disk) throws IOException {
    disk.replace(
        folder.resolve(FILE), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json()));
  }

  /** The contents of its files by name. */
  Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : names) {
      files.put(name, Files.readAllBytes(folder.resolve(name)));
    }
    return files;
  }

  private static Manifest of(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.path("files").forEach(name -> names.add(name.asText()));
    JsonNode confirmBy = json.path("confirmBy");
    Version version =
        new Version(
            json.path("version").asInt(),
            Instant.parse(json.path("kept").asText()),
            VersionCause.valueOf(json.path("cause").asText()),
            json.path("person").asText(),
            json.path("hash").asText(),
            json.path("bytes").asLong(),
            Fate.valueOf(json.path("outcome").asText()),
            json.path("sentence").asText(),
            confirmBy.isTextual() ? Instant.parse(confirmBy.asText()) : null);
    return new Manifest(version, names);
  }

  private ObjectNode json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", version.number());
    json.put("kept", version.kept().toString());
    json.put("cause", version.cause().name());
    json.put("person", version.person());
    json.put("hash", version.hash());
    json.put("bytes", version.bytes());
    json.put("outcome", version.outcome().name());
    json.put("sentence", version.sentence());
    Instant confirmBy = version.confirmBy();
    json.put("confirmBy", confirmBy == null ? null : confirmBy.toString());
    names.forEach(json.putArray("files")::add);
    return json;
  }
}
