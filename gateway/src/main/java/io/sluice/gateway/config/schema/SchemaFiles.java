package io.sluice.gateway.config.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.config.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The directory {@code config/.schema}: what editors read about the files beside it. */
public final class SchemaFiles {
  /** Its name; hidden, so that nobody takes it for configuration. */
  public static final String DIRECTORY = ".schema";

  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
  private static final ObjectMapper JSON = new ObjectMapper();

  private SchemaFiles() {}

  /** Texts by path below the directory: {@code connections.json}, {@code camel/tags.json}. */
  public static Map<String, String> of(Catalog catalog) {
    Map<String, String> files = new TreeMap<>();
    FileSchemas.of(catalog).forEach((name, schema) -> files.put(name + ".json", text(schema)));
    Sample.of(catalog)
        .forEach((name, text) -> files.put("samples/" + name.replace('/', '-') + ".yaml", text));
    Map<String, String> components = CamelComponents.of(catalog);
    components.forEach((scheme, json) -> files.put("camel/" + scheme + ".json", json));
    files.put("camel/vscode-settings.json", settings(components.values()));
    return files;
  }

  /** The setting that tells VS Code's Camel extension of components that it does not ship. */
  private static String settings(Collection<String> components) {
    ObjectNode settings = JSON.createObjectNode();
    try {
      for (String component : components) {
        settings.withArray("camel.extra-components").add(JSON.readTree(component));
      }
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Camel's own library wrote this", impossible);
    }
    return text(settings);
  }

  /**
   * Writes those that are missing or differ; leaves all others alone.
   *
   * @param config the directory with connections.yaml
   * @return paths of what was written
   */
  public static List<Path> write(Catalog catalog, Path config) throws IOException {
    List<Path> written = new ArrayList<>();
    for (Map.Entry<String, String> file : of(catalog).entrySet()) {
      Path path = config.resolve(DIRECTORY).resolve(file.getKey());
      if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
        written.add(path);
      }
    }
    return written;
  }

  private static String text(ObjectNode schema) {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(LINES);
    try {
      return JSON.writer(printer).writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of nodes can always be written", impossible);
    }
  }
}
