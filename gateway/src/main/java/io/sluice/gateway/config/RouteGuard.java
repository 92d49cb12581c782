package io.sluice.gateway.config;

import io.sluice.gateway.options.Closest;
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
 * description and from; steps {@code to} and {@code log}; endpoints of known schemes with known
 * parameters; no placeholder, expression, bean or class anywhere, not even in a key.
 */
final class RouteGuard {
  private static final List<String> ELEMENTS = List.of("route");
  private static final List<String> ROUTE = List.of("id", "description", "from");
  private static final List<String> FROM = List.of("uri", "parameters", "steps");
  private static final List<String> STEPS = List.of("to", "log");
  private static final List<String> TO = List.of("uri", "parameters");
  private static final List<String> LOG = List.of("message", "loggingLevel");
  private static final Pattern HARMLESS = Pattern.compile("\\$\\{(body|routeId)}");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{|}}|\\$[A-Za-z]*\\{");
  private static final Pattern LEVEL = Pattern.compile("TRACE|DEBUG|INFO|WARN|ERROR");

  private final Problems problems;
  private final Endpoints endpoints;
  private final Map<String, Position> ids = new HashMap<>();
  private final List<RouteUse> uses = new ArrayList<>();

  RouteGuard(Problems problems, Endpoints endpoints) {
    this.problems = problems;
    this.endpoints = endpoints;
  }

  /** Every endpoint of the routes checked so far. */
  List<RouteUse> uses() {
    return uses;
  }

  /** The file for the route manager; what is wrong with it is told. */
  RouteFile check(Path path, Node document) {
    placeholders(document);
    List<CheckedRoute> found = new ArrayList<>();
    if (document instanceof Node.Items items) {
      items.nodes().forEach(item -> element(item).ifPresent(found::add));
    } else {
      shape(document, "a list of routes is needed here, each with a dash, not ");
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
    Node.Section section = section(item, "a route").orElse(null);
    Node.Field route = section == null ? null : section.field("route").orElse(null);
    if (section != null) {
      onlyKeys(section, ELEMENTS, Code.ROUTE_ELEMENT, "at the top of a route file");
    }
    Node.Section body = route == null ? null : section(route.value(), "id and from").orElse(null);
    return body == null || route == null ? Optional.empty() : route(body, route);
  }

  private Optional<CheckedRoute> route(Node.Section body, Node.Field route) {
    int before = uses.size();
    Optional<String> id = route(body, route.at());
    List<RouteUse> own = uses.subList(before, uses.size());
    return id.map(name -> new CheckedRoute(name, CanonicalRoute.of(route), own, route));
  }

  private Optional<String> route(Node.Section route, Position at) {
    onlyKeys(route, ROUTE, Code.ROUTE_SHAPE, "in a route");
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
    Node.Section from = section(field.value(), "uri and steps").orElse(null);
    if (from == null) {
      return;
    }
    onlyKeys(from, FROM, Code.ROUTE_SHAPE, "in from");
    endpoint(route, RouteUse.End.FROM, from, field.at());
    Node.Field steps = from.field("steps").orElse(null);
    if (steps == null) {
      problems.error(field.at(), Code.ROUTE_SHAPE, "from has no steps; they stand below uri");
    } else if (steps.value() instanceof Node.Items items) {
      items.nodes().forEach(step -> step(route, step));
    } else {
      shape(steps.value(), "steps: a list is needed here, each step with a dash, not ");
    }
  }

  private void endpoint(String route, RouteUse.End end, Node.Section section, Position at) {
    Node.Text uri = section.text("uri").filter(text -> !text.nothing()).orElse(null);
    if (uri == null) {
      problems.error(at, Code.ROUTE_SHAPE, "uri is missing");
      return;
    }
    endpoints.read(route, end, uri, section.get("parameters").orElse(null)).ifPresent(uses::add);
  }

  private void step(String route, Node step) {
    Node.Section section = section(step, "to or log").orElse(null);
    if (section == null) {
      return;
    }
    onlyKeys(section, STEPS, Code.ROUTE_STEP, "in the steps of a route");
    if (section.fields().size() > 1) {
      problems.error(
          section.fields().get(1).at(),
          Code.ROUTE_SHAPE,
          "a step is one thing; the next begins with a dash of its own");
    }
    section.field("to").ifPresent(to -> to(route, to));
    section.field("log").ifPresent(this::log);
  }

  private void to(String route, Node.Field to) {
    if (to.value() instanceof Node.Text uri && !uri.nothing()) {
      endpoints.read(route, RouteUse.End.TO, uri, null).ifPresent(uses::add);
      return;
    }
    section(to.value(), "a URI, or uri and parameters")
        .ifPresent(
            section -> {
              onlyKeys(section, TO, Code.ROUTE_SHAPE, "in to");
              endpoint(route, RouteUse.End.TO, section, to.at());
            });
  }

  private void log(Node.Field log) {
    if (log.value() instanceof Node.Text) {
      return;
    }
    section(log.value(), "a message")
        .ifPresent(
            section -> {
              onlyKeys(section, LOG, Code.ROUTE_SHAPE, "in log");
              section
                  .text("loggingLevel")
                  .filter(level -> !LEVEL.matcher(level.value()).matches())
                  .ifPresent(
                      level ->
                          problems.error(
                              level.at(),
                              Code.UNKNOWN_CHOICE,
                              "loggingLevel \""
                                  + level.value()
                                  + "\" is unknown; allowed: TRACE,"
                                  + " DEBUG, INFO, WARN, ERROR"));
            });
  }

  private void onlyKeys(Node.Section section, List<String> allowed, Code code, String where) {
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

  private Optional<Node.Section> section(Node node, String needed) {
    if (node instanceof Node.Section section) {
      return Optional.of(section);
    }
    shape(node, needed + " is needed here, not ");
    return Optional.empty();
  }

  private void shape(Node node, String message) {
    problems.error(node.at(), Code.ROUTE_SHAPE, message + node.shape());
  }
}
