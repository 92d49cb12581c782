package io.sluice.gateway.config.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of route files: what the route guard lets through and nothing else. */
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
    item.putObject("properties").set("route", route());
    ObjectNode definitions = schema.putObject("definitions");
    definitions.set("step", step());
    definitions.set("from", end(Scheme::from, definitions, "from-"));
    definitions.set("to", end(Scheme::to, definitions, "to-"));
    return schema;
  }

  private static ObjectNode route() {
    ObjectNode route = section("One route.", List.of("id", "from"));
    ObjectNode keys = route.putObject("properties");
    keys.putObject("id")
        .put("type", "string")
        .put("pattern", "^(?:" + Catalog.NAME + ")$")
        .put("description", "Name of the route in status, log and plan, unique over all files.");
    keys.putObject("description")
        .put("type", "string")
        .put("description", "What it is for, in your own words.");
    keys.putObject("from").put("$ref", "#/definitions/from");
    return route;
  }

  private ObjectNode step() {
    ObjectNode step = section("One step; the next begins with a dash of its own.", List.of());
    ObjectNode keys = step.putObject("properties");
    ObjectNode to = keys.putObject("to");
    to.put("description", "Hands the exchange to a component.");
    ArrayNode forms = to.putArray("anyOf");
    forms.addObject().put("type", "string").put("pattern", uris(Scheme::to));
    forms.addObject().put("$ref", "#/definitions/to");
    ObjectNode log = keys.putObject("log");
    log.put("description", "Writes a line to the log; it may have ${body} and ${routeId}.");
    ArrayNode logs = log.putArray("anyOf");
    logs.addObject().put("type", "string");
    ObjectNode section = logs.addObject().put("type", "object").put("additionalProperties", false);
    ObjectNode options = section.putObject("properties");
    options.putObject("message").put("type", "string").put("description", "What is written.");
    ObjectNode level = options.putObject("loggingLevel").put("description", "How important it is.");
    List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR").forEach(level.withArray("enum")::add);
    return step.put("minProperties", 1).put("maxProperties", 1);
  }

  /** A section with uri and parameters, whose parameters depend on the uri's scheme. */
  private ObjectNode end(
      Function<Scheme, @Nullable Class<? extends Record>> parameters,
      ObjectNode definitions,
      String prefix) {
    boolean from = prefix.startsWith("from");
    ObjectNode end = section(from ? "Where the route begins." : "", List.of("uri"));
    ObjectNode keys = end.putObject("properties");
    ObjectNode uri = keys.putObject("uri").put("type", "string");
    uri.put("description", "component:name, as " + examples(parameters) + ".");
    uri.put("pattern", uris(parameters));
    keys.putObject("parameters").put("type", "object");
    if (from) {
      end.withArray("required").add("steps");
      ObjectNode steps = keys.putObject("steps").put("type", "array");
      steps.putObject("items").put("$ref", "#/definitions/step");
    }
    ArrayNode branches = end.putArray("allOf");
    for (Scheme scheme : schemes) {
      Class<? extends Record> options = parameters.apply(scheme);
      if (options != null && options != Scheme.ExternalParameters.class) {
        definitions.set(prefix + scheme.name(), parameters(options, scheme));
        ObjectNode branch = branches.addObject();
        branch
            .putObject("if")
            .putObject("properties")
            .putObject("uri")
            .put("pattern", "^" + scheme.name() + ":");
        branch
            .putObject("then")
            .putObject("properties")
            .putObject("parameters")
            .put("$ref", "#/definitions/" + prefix + scheme.name());
      }
    }
    return end;
  }

  /** Parameters may stand in the URI instead, so none is required here. */
  private ObjectNode parameters(Class<? extends Record> options, Scheme scheme) {
    ObjectNode schema = records.of(options);
    schema.remove("required");
    return schema.put("description", scheme.about());
  }

  private String uris(Function<Scheme, @Nullable Class<? extends Record>> parameters) {
    return "^(?:" + String.join("|", names(parameters)) + "):[A-Za-z0-9]";
  }

  private String examples(Function<Scheme, @Nullable Class<? extends Record>> parameters) {
    List<String> examples = new ArrayList<>();
    names(parameters).forEach(name -> examples.add(name + ":NAME"));
    return String.join(", ", examples);
  }

  private List<String> names(Function<Scheme, @Nullable Class<? extends Record>> parameters) {
    return schemes.stream()
        .filter(scheme -> parameters.apply(scheme) != null)
        .map(Scheme::name)
        .toList();
  }

  private static ObjectNode section(String about, List<String> required) {
    ObjectNode section = JSON.objectNode().put("type", "object");
    if (!about.isEmpty()) {
      section.put("description", about);
    }
    if (!required.isEmpty()) {
      ArrayNode keys = section.putArray("required");
      required.forEach(keys::add);
    }
    return section.put("additionalProperties", false);
  }
}
