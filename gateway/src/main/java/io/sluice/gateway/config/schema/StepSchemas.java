package io.sluice.gateway.config.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.RouteSyntax;
import java.util.ArrayList;
import java.util.List;

/** The JSON Schema of a route's frame and of each step that the route guard lets through. */
final class StepSchemas {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String STEPS = "#/definitions/steps";

  private final ObjectNode definitions;

  StepSchemas(ObjectNode definitions) {
    this.definitions = definitions;
  }

  static ObjectNode route() {
    ObjectNode route = section(RouteSyntax.route(), List.of("id", "from"));
    ObjectNode keys = (ObjectNode) route.get("properties");
    text(keys.putObject("id"), "Name of the route, unique over all files.")
        .put("pattern", "^(?:" + Catalog.NAME + ")$");
    keys.set("from", reference("#/definitions/from"));
    return route;
  }

  static ObjectNode from() {
    ObjectNode from = section(RouteSyntax.from(), List.of("uri", "steps"));
    ((ObjectNode) from.get("properties")).set("steps", reference(STEPS));
    return from.put("description", "Where the route begins.");
  }

  /** A section with these keys and no others; what stands behind them may be anything yet. */
  static ObjectNode section(List<String> keys, List<String> required) {
    ObjectNode section = JSON.objectNode().put("type", "object");
    ObjectNode properties = section.putObject("properties");
    keys.forEach(properties::putObject);
    if (keys.contains("description")) {
      text(properties.putObject("description"), "What it is for, in your own words.");
    }
    ArrayNode needed = section.putArray("required");
    required.forEach(needed::add);
    return section.put("additionalProperties", false);
  }

  /** Each step by its name; one that the guard knows and this class does not is a bug of ours. */
  void addSteps() {
    ObjectNode step = section(RouteSyntax.steps(), List.of());
    step.remove("required");
    ObjectNode keys = (ObjectNode) step.get("properties");
    RouteSyntax.steps().forEach(name -> keys.set(name, step(name)));
    step.put("minProperties", 1).put("maxProperties", 1);
    definitions.set("step", step.put("description", "One step; the next has its own dash."));
    ObjectNode steps = definitions.putObject("steps").put("type", "array");
    steps.put("description", "What is done, one after the other.");
    steps.set("items", reference("#/definitions/step"));
  }

  private static ObjectNode step(String name) {
    return switch (name) {
      case "to" -> endpoint("Hands the exchange to a component and waits for it.");
      case "wireTap" -> endpoint("Hands a copy on, to log, seda or an allowed component.");
      case "log" -> log();
      case "filter" -> filter("Steps for those exchanges only that meet a condition.");
      case "choice" -> choice();
      case "multicast" -> inner(List.of(), "The same exchange to each of these steps.");
      case "setHeader" -> header();
      case "removeHeader" -> removal("name", "Removes one header.");
      case "removeHeaders" -> removal("pattern", "Removes headers by the begin of their names.");
      case "stop" -> stop();
      default -> throw new IllegalStateException("the step " + name + " has no schema");
    };
  }

  private static ObjectNode endpoint(String about) {
    return either(about, reference("#/definitions/to-uri"), reference("#/definitions/to"));
  }

  private static ObjectNode log() {
    ObjectNode section = section(RouteSyntax.log(), List.of());
    ObjectNode keys = (ObjectNode) section.get("properties");
    text(keys.putObject("message"), "What is written; it may have ${body} and ${routeId}.");
    ObjectNode level = keys.putObject("loggingLevel").put("description", "How important it is.");
    ArrayNode levels = level.putArray("enum");
    RouteSyntax.levels().forEach(levels::add);
    return either("Writes a line to the log.", scalar(), section);
  }

  private static ObjectNode choice() {
    ObjectNode choice = section(List.of("when", "otherwise", "id", "description"), List.of("when"));
    ObjectNode keys = (ObjectNode) choice.get("properties");
    ObjectNode when = keys.putObject("when").put("type", "array");
    when.put("description", "Branches; the first whose condition is met is taken.");
    when.set("items", filter("One branch."));
    keys.set("otherwise", inner(List.of(), "Where no branch is taken."));
    return choice.put("description", "One of several branches.");
  }

  private static ObjectNode filter(String about) {
    ObjectNode filter = inner(List.of("expression", "language"), about);
    ObjectNode cel = section(List.of("language", "expression"), List.of("language", "expression"));
    ObjectNode keys = (ObjectNode) cel.get("properties");
    keys.putObject("language").put("const", "cel").put("description", "Conditions are CEL.");
    text(keys.putObject("expression"), "Condition over tags and detectors.")
        .putArray("examples")
        .add("pump_1.flow < 50");
    ObjectNode expression = section(List.of("language"), List.of("language"));
    ((ObjectNode) expression.get("properties")).set("language", cel);
    ObjectNode properties = (ObjectNode) filter.get("properties");
    properties.set("expression", expression.put("description", "The condition."));
    properties.set("language", cel.deepCopy());
    return alternatives(filter, "expression", "language");
  }

  private static ObjectNode header() {
    List<String> all = List.of("name", "expression", "constant", "id", "description");
    ObjectNode header = section(all, List.of("name"));
    ObjectNode keys = (ObjectNode) header.get("properties");
    text(keys.putObject("name"), "Name of the header; not one that commands Camel.")
        .put("pattern", "^[A-Za-z][A-Za-z0-9._-]{0,63}$");
    ObjectNode text = section(List.of("expression"), List.of("expression"));
    ObjectNode constant = either("The text it is given.", scalar(), text);
    keys.set("constant", constant);
    ObjectNode expression = section(List.of("constant"), List.of("constant"));
    ((ObjectNode) expression.get("properties")).set("constant", constant.deepCopy());
    keys.set("expression", expression);
    header.put("description", "Gives the exchange a header with a constant text.");
    return alternatives(header, "expression", "constant");
  }

  private static ObjectNode removal(String key, String about) {
    ObjectNode section = section(List.of(key, "id", "description"), List.of(key));
    return either(about, scalar(), section);
  }

  private static ObjectNode stop() {
    ObjectNode stop = JSON.objectNode().put("description", "Ends the route for this exchange.");
    stop.putArray("type").add("object").add("null");
    return stop.put("maxProperties", 0);
  }

  /** A step with steps inside. */
  private static ObjectNode inner(List<String> more, String about) {
    List<String> keys = new ArrayList<>(more);
    keys.addAll(List.of("steps", "id", "description"));
    ObjectNode section = section(keys, List.of("steps"));
    ((ObjectNode) section.get("properties")).set("steps", reference(STEPS));
    return section.put("description", about);
  }

  private static ObjectNode alternatives(ObjectNode section, String one, String other) {
    ArrayNode ways = section.putArray("oneOf");
    ways.addObject().putArray("required").add(one);
    ways.addObject().putArray("required").add(other);
    return section;
  }

  private static ObjectNode either(String about, ObjectNode one, ObjectNode other) {
    ObjectNode either = JSON.objectNode().put("description", about);
    either.putArray("anyOf").add(one).add(other);
    return either;
  }

  private static ObjectNode scalar() {
    ObjectNode scalar = JSON.objectNode();
    scalar.putArray("type").add("string").add("number").add("boolean");
    return scalar;
  }

  private static ObjectNode reference(String to) {
    return JSON.objectNode().put("$ref", to);
  }

  private static ObjectNode text(ObjectNode node, String about) {
    return node.put("type", "string").put("description", about);
  }
}
