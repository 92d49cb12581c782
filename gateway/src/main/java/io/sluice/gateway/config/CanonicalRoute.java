package io.sluice.gateway.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.gateway.options.Node;

/**
 * Writes a checked route for Camel as JSON, which is YAML without anything that could be read in
 * two ways: every scalar is a quoted text, there are no anchors, tags, comments or documents (YAML
 * 1.2.2, 1.2 and 7.3).
 */
final class CanonicalRoute {
  private CanonicalRoute() {}

  /** A file with this one route. */
  static String of(Node.Field route) {
    ObjectNode element = JsonNodeFactory.instance.objectNode();
    element.set(route.key(), json(route.value()));
    return JsonNodeFactory.instance.arrayNode().add(element).toString();
  }

  private static JsonNode json(Node node) {
    if (node instanceof Node.Section section) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      section.fields().forEach(field -> object.set(field.key(), json(field.value())));
      return object;
    }
    if (node instanceof Node.Items items) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      items.nodes().forEach(item -> array.add(json(item)));
      return array;
    }
    return TextNode.valueOf(((Node.Text) node).value());
  }
}
