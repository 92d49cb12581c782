package io.sluice.gateway.config.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Noun;
import io.sluice.gateway.config.tests.RouteTest;
import io.sluice.gateway.options.RecordShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of each file that people write, as editors want it. */
public final class FileSchemas {
  static final String DRAFT = "http://json-schema.org/draft-07/schema#";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final RecordSchema records = new RecordSchema();
  private final Catalog catalog;

  private FileSchemas(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Schemas by file name without extension: {@code connections}, {@code routes}. */
  public static Map<String, ObjectNode> of(Catalog catalog) {
    return new FileSchemas(catalog).all();
  }

  private Map<String, ObjectNode> all() {
    Map<String, ObjectNode> schemas = new LinkedHashMap<>();
    schemas.put("gateway", gateway());
    catalog.nouns().forEach(noun -> schemas.put(noun.key(), noun(noun)));
    schemas.put("routes", new RouteSchema(records, catalog.schemes()).file());
    schemas.put("tests", tests());
    return schemas;
  }

  private ObjectNode tests() {
    ObjectNode schema = head("*.test.yaml", "Tests of routes, played by sluice test.");
    schema.put("type", "array");
    schema.set("items", records.of(RouteTest.class));
    return schema;
  }

  private ObjectNode gateway() {
    Class<? extends Record> options = catalog.gateway();
    ObjectNode schema = head("gateway.yaml", RecordShape.of(options).description());
    return schema.setAll(records.of(options));
  }

  private ObjectNode noun(Noun noun) {
    ObjectNode schema = head(noun.file(), noun.about());
    schema.put("type", "object");
    ObjectNode entries = schema.putObject("properties").putObject(noun.key());
    entries.put("type", "object").put("description", noun.about());
    entries.putObject("propertyNames").put("pattern", "^(?:" + Catalog.NAME + ")$");
    entries.set("additionalProperties", entry(noun));
    schema.putArray("required").add(noun.key());
    return schema.put("additionalProperties", false);
  }

  static ObjectNode head(String title, String about) {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", DRAFT);
    schema.put("title", title);
    schema.put("description", about);
    return schema;
  }

  private ObjectNode entry(Noun noun) {
    return noun.entries() == Noun.Entries.ALIKE
        ? together(noun.records(null), null, noun.about())
        : byKind(noun);
  }

  /** The kind first; once it stands there, its own options and no others. */
  private ObjectNode byKind(Noun noun) {
    Map<String, Class<? extends Record>> kinds = new TreeMap<>(noun.kinds());
    List<String> sentences = new ArrayList<>();
    ObjectNode entry = JSON.objectNode().put("type", "object");
    ArrayNode branches = JSON.arrayNode();
    for (Map.Entry<String, Class<? extends Record>> one : kinds.entrySet()) {
      String kind = one.getKey();
      Class<? extends Record> options = one.getValue();
      String about = RecordShape.of(options).description();
      sentences.add(about);
      ObjectNode branch = branches.addObject();
      ObjectNode condition = branch.putObject("if");
      condition.putObject("properties").putObject("kind").put("const", kind);
      condition.putArray("required").add("kind");
      branch.set("then", together(noun.records(options), kind, about));
    }
    ObjectNode choice = entry.putObject("properties").putObject("kind");
    choice.put("description", "Which kind of " + noun.singular() + " it is.");
    Words.words(List.copyOf(kinds.keySet()), sentences, choice);
    entry.putArray("required").add("kind");
    entry.set("allOf", branches);
    return entry;
  }

  /** Several records side by side in one section, and the kind where there is one. */
  private ObjectNode together(
      List<Class<? extends Record>> types, @Nullable String kind, String about) {
    ObjectNode section = JSON.objectNode().put("type", "object");
    section.put("description", about);
    ObjectNode properties = section.putObject("properties");
    ArrayNode required = JSON.arrayNode();
    if (kind != null) {
      properties.putObject("kind").put("const", kind).put("description", about);
    }
    for (Class<? extends Record> type : types) {
      ObjectNode one = records.of(type);
      properties.setAll((ObjectNode) one.get("properties"));
      one.path("required").forEach(required::add);
    }
    if (!required.isEmpty()) {
      section.set("required", required);
    }
    return section.put("additionalProperties", false);
  }
}
