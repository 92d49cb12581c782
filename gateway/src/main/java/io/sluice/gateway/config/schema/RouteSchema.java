package io.sluice.gateway.config.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.config.RouteSyntax;
import io.sluice.gateway.config.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON Schema of route files: what the route guard lets through and nothing else. Of Camel's
 * own components it has all that gateway.yaml can allow; whether it does, check says.
 */
final class RouteSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final RecordSchema records;
  private final List<Scheme> schemes;

  RouteSchema(RecordSchema records, List<Scheme> schemes) {
    this.records = records;
    this.schemes = schemes;
  }

  ObjectNode file() {
    ObjectNode schema = FileSchemas.head("*.camel.yaml", "Routes: what happens to each scan.");
    schema.put("type", "array");
    ObjectNode item = schema.putObject("items");
    item.put("type", "object").put("additionalProperties", false);
    item.putArray("required").add("route");
    item.putObject("properties").set("route", StepSchemas.route());
    ObjectNode definitions = schema.putObject("definitions");
    new StepSchemas(definitions).addSteps();
    ObjectNode from = StepSchemas.from();
    endpoints(from, ends(true), definitions, "from-");
    definitions.set("from", from);
    ObjectNode to = StepSchemas.section(RouteSyntax.to(), List.of("uri"));
    Map<String, ObjectNode> targets = ends(false);
    endpoints(to, targets, definitions, "to-");
    definitions.set("to", to);
    definitions.set("to-uri", uri(targets));
    return schema;
  }

  /** Parameters by scheme, of those that can stand at this end. */
  private Map<String, ObjectNode> ends(boolean from) {
    Map<String, ObjectNode> ends = new TreeMap<>();
    for (RouteSyntax.External external : RouteSyntax.external()) {
      if (!from || external.scheme().from() != null) {
        ends.put(external.scheme().name(), external(external));
      }
    }
    for (Scheme scheme : schemes) {
      Class<? extends Record> options = from ? scheme.from() : scheme.to();
      if (options != null) {
        ends.put(scheme.name(), parameters(options, scheme));
      }
    }
    return ends;
  }

  /** A uri, and parameters that depend on its scheme. */
  private static void endpoints(
      ObjectNode section, Map<String, ObjectNode> ends, ObjectNode definitions, String prefix) {
    ObjectNode keys = (ObjectNode) section.get("properties");
    keys.set("uri", uri(ends));
    keys.putObject("parameters")
        .put("type", "object")
        .put("description", "As the URI's component.");
    ArrayNode branches = section.putArray("allOf");
    ends.forEach(
        (name, parameters) -> {
          definitions.set(prefix + name, parameters);
          ObjectNode branch = branches.addObject();
          ObjectNode uri = branch.putObject("if").putObject("properties").putObject("uri");
          uri.put("pattern", "^" + name + ":");
          ObjectNode then = branch.putObject("then").putObject("properties");
          then.putObject("parameters").put("$ref", "#/definitions/" + prefix + name);
        });
  }

  /** Parameters may stand in the URI instead, so none is required here. */
  private ObjectNode parameters(Class<? extends Record> options, Scheme scheme) {
    ObjectNode schema = records.of(options);
    schema.remove("required");
    return schema.put("description", scheme.about());
  }

  private static ObjectNode external(RouteSyntax.External external) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    schema.put("description", "Only where gateway.yaml allows " + external.scheme().name() + ".");
    ObjectNode properties = schema.putObject("properties");
    external.parameters().forEach(properties::putObject);
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode uri(Map<String, ObjectNode> ends) {
    List<String> names = new ArrayList<>(ends.keySet());
    return JSON.objectNode()
        .put("type", "string")
        .put("description", "component:NAME; components: " + String.join(", ", names) + ".")
        .put("pattern", "^(?:" + String.join("|", names) + "):[A-Za-z0-9]");
  }
}
