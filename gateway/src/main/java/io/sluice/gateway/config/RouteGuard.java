package io.sluice.gateway.config;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Route files are code, so nothing reaches Camel that is not on these lists: routes with id,
 * description and from; the steps of {@link RouteSteps}; endpoints of known schemes with known
 * parameters; no placeholder, bean, class or foreign language anywhere, not even in a key.
 */
final class RouteGuard {
  private static final List<String> ELEMENTS = List.of("route");
  static final List<String> ROUTE = List.of("id", "description", "from");
  static final List<String> FROM = List.of("uri", "parameters", "steps");
  private static final Pattern HARMLESS = Pattern.compile("\\$\\{(body|routeId)}");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{|}}|\\$[A-Za-z]*\\{");

  private final Problems problems;
  private final RouteShapes shapes;
  private final Endpoints endpoints;
  private final RouteSteps steps;
  private final RouteContent content = new RouteContent();
  private final Map<String, Position> ids = new HashMap<>();

  RouteGuard(Problems problems, Endpoints endpoints) {
    this.problems = problems;
    this.shapes = new RouteShapes(problems);
    this.endpoints = endpoints;
    this.steps = new RouteSteps(shapes, endpoints, content);
  }

  /** What is in the routes checked so far. */
  RouteContent content() {
    return content;
  }

  /** The file for the route manager; what is wrong with it is told. */
  RouteFile check(Path path, Node document) {
    placeholders(document);
    List<CheckedRoute> found = new ArrayList<>();
    if (document instanceof Node.Items items) {
      items.nodes().forEach(item -> element(item).ifPresent(found::add));
    } else {
      shapes.wrong(document, "a list of routes is needed here, each with a dash, not ");
    }
    return new RouteFile(path, found);
  }

  private void placeholders(Node node) {
    if (node instanceof Node.Text text) {
      placeholder(text.value(), text.at());
    } else if (node instanceof Node.Items items) {
      items.nodes().forEach(this::placeholders);
    } else if (node instanceof Node.Section section) {
      for (Node.Field field : section.fields()) {
        placeholder(field.key(), field.at());
        placeholders(field.value());
      }
    }
  }

  private void placeholder(String text, Position at) {
    if (PLACEHOLDER.matcher(HARMLESS.matcher(text).replaceAll("")).find()) {
      problems.error(
          at,
          Code.ROUTE_PLACEHOLDER,
          "placeholders and expressions are not allowed in routes; a log message may have ${body}"
              + " and ${routeId}");
    }
  }

  private Optional<CheckedRoute> element(Node item) {
    Node.Section section = shapes.section(item, "a route").orElse(null);
    Node.Field route = section == null ? null : section.field("route").orElse(null);
    if (section != null) {
      shapes.onlyKeys(section, ELEMENTS, Code.ROUTE_ELEMENT, "at the top of a route file");
    }
    Node.Section body =
        route == null ? null : shapes.section(route.value(), "id and from").orElse(null);
    return body == null || route == null ? Optional.empty() : route(body, route);
  }

  private Optional<CheckedRoute> route(Node.Section body, Node.Field route) {
    int before = content.uses().size();
    Optional<String> id = route(body, route.at());
    List<RouteUse> own = content.uses().subList(before, content.uses().size());
    boolean outside = !own.isEmpty() && own.get(0).isFrom() && own.get(0).scheme().isExternal();
    return id.map(name -> new CheckedRoute(name, CanonicalRoute.of(route, outside), own, route));
  }

  private Optional<String> route(Node.Section route, Position at) {
    shapes.onlyKeys(route, ROUTE, Code.ROUTE_SHAPE, "in a route");
    Node.Text id = route.text("id").filter(text -> !text.nothing()).orElse(null);
    Node.Field from = route.field("from").orElse(null);
    if (id == null) {
      problems.add(
          Problem.error(at, Code.ROUTE_SHAPE, "the route has no id").fix("id: name-of-the-route"));
    } else if (Names.good(id.value(), id.at(), problems)) {
      unique(id);
    }
    String key = id == null ? at.toString() : id.value();
    if (from == null) {
      problems.error(at, Code.ROUTE_SHAPE, "the route has no from");
    } else {
      from(ids.containsValue(id == null ? at : id.at()) ? key : key + " in " + at, from);
    }
    return Optional.ofNullable(id).map(Node.Text::value);
  }

  private void unique(Node.Text id) {
    Position first = ids.putIfAbsent(id.value(), id.at());
    if (first != null) {
      problems.error(
          id.at(), Code.DUPLICATE_ROUTE, "the route " + id.value() + " is already in " + first);
    }
  }

  private void from(String route, Node.Field field) {
    Node.Section from = shapes.section(field.value(), "uri and steps").orElse(null);
    if (from == null) {
      return;
    }
    shapes.onlyKeys(from, FROM, Code.ROUTE_SHAPE, "in from");
    shapes
        .text(from, "uri", field.at())
        .flatMap(
            uri ->
                endpoints.read(route, RouteUse.End.FROM, uri, from.get("parameters").orElse(null)))
        .ifPresent(content.uses()::add);
    Node.Field list = from.field("steps").orElse(null);
    if (list == null) {
      shapes.refuse(field.at(), "from has no steps; they stand below uri");
    } else {
      steps.read(route, list.value());
    }
  }
}
