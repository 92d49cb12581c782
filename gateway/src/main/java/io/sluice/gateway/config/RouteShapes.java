package io.sluice.gateway.config;

import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import java.util.List;
import java.util.Optional;

/** Asks for the shape that a part of a route must have, and tells where it has another. */
final class RouteShapes {
  private final Problems problems;

  RouteShapes(Problems problems) {
    this.problems = problems;
  }

  Problems problems() {
    return problems;
  }

  void onlyKeys(Node.Section section, List<String> allowed, Code code, String where) {
    for (Node.Field field : section.fields()) {
      if (!allowed.contains(field.key())) {
        problems.add(
            Problem.error(
                    field.at(),
                    code,
                    field.key()
                        + " is not allowed "
                        + where
                        + "; allowed: "
                        + String.join(", ", allowed))
                .suggest(Closest.to(field.key(), allowed).orElse(null)));
      }
    }
  }

  Optional<Node.Section> section(Node node, String needed) {
    if (node instanceof Node.Section section) {
      return Optional.of(section);
    }
    wrong(node, needed + " is needed here, not ");
    return Optional.empty();
  }

  Optional<Node.Items> items(Node node, String needed) {
    if (node instanceof Node.Items items) {
      return Optional.of(items);
    }
    wrong(node, needed + " is needed here, not ");
    return Optional.empty();
  }

  /** A single value that is there. */
  Optional<Node.Text> text(Node node, String needed) {
    if (node instanceof Node.Text text && !text.nothing()) {
      return Optional.of(text);
    }
    wrong(node, needed + " is needed here, not ");
    return Optional.empty();
  }

  /** The single value behind this key; tells where it is missing. */
  Optional<Node.Text> text(Node.Section section, String key, Position at) {
    Optional<Node.Text> text = section.text(key).filter(one -> !one.nothing());
    if (text.isEmpty()) {
      refuse(at, key + " is missing");
    }
    return text;
  }

  void wrong(Node node, String message) {
    refuse(node.at(), message + node.shape());
  }

  void refuse(Position at, String message) {
    problems.error(at, Code.ROUTE_SHAPE, message);
  }
}
