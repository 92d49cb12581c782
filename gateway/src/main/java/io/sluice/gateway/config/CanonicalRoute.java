package io.sluice.gateway.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.gateway.options.Node;
import java.util.List;
import java.util.Map;

/**
 * Writes a checked route for Camel as JSON, which is YAML without anything that could be read in
 * two ways: every scalar is a quoted text, there are no anchors, tags, comments or documents (YAML
 * 1.2.2, 1.2 and 7.3). Names that editors give to steps are left out, as they mean nothing here.
 */
final class CanonicalRoute {
  /** A condition that is false for the end of a route. */
  private static final String SCANS_ONLY = "cel-scan";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CanonicalRoute() {}

  /**
   * A file with this one route.
   *
   * @param outside whether messages come from outside the gateway; their headers are then removed
   *     before anything else, because Camel's components obey headers
   */
  static String of(Node.Field route, boolean outside) {
    ObjectNode element = JSON.objectNode();
    element.set(route.key(), json(route.value()));
    JsonNode steps = element.at("/route/from/steps");
    steps(steps);
    if (outside && steps instanceof ArrayNode list) {
      ObjectNode clean = JSON.objectNode();
      clean.putObject("removeHeaders").put("pattern", "*");
      list.insert(0, clean);
    }
    return JSON.arrayNode().add(element).toString();
  }

  private static JsonNode json(Node node) {
    if (node instanceof Node.Section section) {
      ObjectNode object = JSON.objectNode();
      section.fields().forEach(field -> object.set(field.key(), json(field.value())));
      return object;
    }
    if (node instanceof Node.Items items) {
      ArrayNode array = JSON.arrayNode();
      items.nodes().forEach(item -> array.add(json(item)));
      return array;
    }
    return TextNode.valueOf(((Node.Text) node).value());
  }

  private static void steps(JsonNode steps) {
    for (JsonNode step : steps) {
      for (Map.Entry<String, JsonNode> one : List.copyOf(step.properties())) {
        step(((ObjectNode) step), one.getKey(), one.getValue());
      }
    }
  }

  private static void step(ObjectNode step, String name, JsonNode value) {
    switch (name) {
      case "stop" -> step.set(name, JSON.objectNode());
      case "wireTap" -> step.set(name, fixed(value));
      case "choice" -> {
        named(value);
        value.path("when").forEach(when -> when(when));
        named(value.path("otherwise"));
        steps(value.path("otherwise").path("steps"));
      }
      default -> {
        named(value);
        steps(value.path("steps"));
        if (name.equals("filter") && has(value.path("steps"), "stop")) {
          scansOnly(value);
        }
      }
    }
  }

  private static void when(JsonNode when) {
    named(when);
    steps(when.path("steps"));
    if (!keeps(when.path("steps"))) {
      scansOnly(when);
    }
  }

  /** Camel would choose the target anew for each message. */
  private static ObjectNode fixed(JsonNode tap) {
    named(tap);
    ObjectNode fixed =
        tap instanceof ObjectNode object ? object : JSON.objectNode().put("uri", tap.asText());
    return fixed.put("dynamicUri", "false");
  }

  private static void named(JsonNode part) {
    if (part instanceof ObjectNode object) {
      object.remove(List.of("id", "description"));
    }
  }

  private static void scansOnly(JsonNode step) {
    JsonNode language = step.path("expression").path("language");
    if (language.isMissingNode()) {
      language = step.path("language");
    }
    if (language instanceof ObjectNode object) {
      object.put("language", SCANS_ONLY);
    }
  }

  private static boolean has(JsonNode steps, String name) {
    for (JsonNode step : steps) {
      if (step.has(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether what the steps hold has to leave when the route ends. */
  private static boolean keeps(JsonNode steps) {
    for (JsonNode step : steps) {
      for (JsonNode value : step) {
        String uri = value.isTextual() ? value.asText() : value.path("uri").asText("");
        boolean keeper = step.has("to") && RouteSteps.KEEPERS.contains(uri.split(":", 2)[0]);
        if (keeper || keeps(value.path("steps")) || branchKeeps(value)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean branchKeeps(JsonNode choice) {
    for (JsonNode when : choice.path("when")) {
      if (keeps(when.path("steps"))) {
        return true;
      }
    }
    return keeps(choice.path("otherwise").path("steps"));
  }
}
