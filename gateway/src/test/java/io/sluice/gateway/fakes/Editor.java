package io.sluice.gateway.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.schema.FileSchemas;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * An editor that checks a file against its schema, by another library than the gateway's reader.
 */
public final class Editor {
  private static final LoadSettings YAML =
      LoadSettings.builder().setSchema(new CoreSchema()).setAllowDuplicateKeys(false).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, JsonSchema> schemas = new TreeMap<>();

  public Editor(Catalog catalog) {
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
    FileSchemas.of(catalog).forEach((name, json) -> schemas.put(name, factory.getSchema(json)));
  }

  /** What it underlines; empty where the file is not YAML, is empty, or has no schema. */
  public Optional<List<String>> objections(Path file) throws IOException {
    String name = file.getFileName().toString();
    String key = name.endsWith(".camel.yaml") ? "routes" : name.replace(".yaml", "");
    JsonSchema schema = schemas.get(key);
    JsonNode document = schema == null ? null : parse(file);
    return schema == null || document == null || document.isNull()
        ? Optional.empty()
        : Optional.of(
            schema.validate(document).stream().map(ValidationMessage::getMessage).toList());
  }

  private static @org.jspecify.annotations.Nullable JsonNode parse(Path file) throws IOException {
    try {
      Object read = new Load(YAML).loadFromString(Files.readString(file).replace("\uFEFF", ""));
      return JSON.valueToTree(read);
    } catch (YamlEngineException | MalformedInputException notYaml) {
      return null;
    }
  }
}
