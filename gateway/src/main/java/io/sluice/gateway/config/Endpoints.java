package io.sluice.gateway.config;

import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.RecordReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads endpoint URIs and their parameters, and lets through only schemes that are known. */
final class Endpoints {
  private static final Pattern URI =
      Pattern.compile("([a-z][a-z0-9-]{0,40}):([A-Za-z0-9][A-Za-z0-9._/-]{0,200})(?:\\?(.*))?");
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*");
  private static final Pattern TRICK =
      Pattern.compile("%[0-9A-Fa-f]{2}|RAW[({]|^#", Pattern.CASE_INSENSITIVE);

  private final Map<String, Scheme> schemes = new TreeMap<>();
  private final Problems problems;
  private final RecordReader records;

  Endpoints(List<Scheme> schemes, Problems problems, RecordReader records) {
    schemes.forEach(scheme -> this.schemes.put(scheme.name(), scheme));
    this.problems = problems;
    this.records = records;
  }

  /**
   * Checks one endpoint.
   *
   * @param route id of the route it is in
   * @param parameters the section {@code parameters:}, or null
   */
  Optional<RouteUse> read(
      String route, RouteUse.End end, Node.Text uri, @Nullable Node parameters) {
    Scheme scheme = scheme(uri, end).orElse(null);
    Class<? extends Record> options = scheme == null ? null : options(scheme, end);
    if (scheme == null || options == null) {
      return Optional.empty();
    }
    Matcher form = URI.matcher(uri.value());
    if (!form.matches()) {
      problems.error(
          uri.at(),
          Code.ROUTE_URI,
          "\"" + uri.value() + "\" is no endpoint; allowed is " + scheme.name() + ":NAME");
      return Optional.empty();
    }
    List<Node.Field> fields = new ArrayList<>();
    boolean readable = query(uri, form.group(3), fields);
    readable &= section(parameters, fields);
    Node.Section all = new Node.Section(uri.at(), fields);
    boolean bound =
        scheme.isExternal() ? known(scheme, fields) : records.read(all, options).isPresent();
    if (!readable || !bound) {
      return Optional.empty();
    }
    Position name = inside(uri, form.start(2));
    return Optional.of(new RouteUse(route, end, scheme, form.group(2), name, all));
  }

  private Optional<Scheme> scheme(Node.Text uri, RouteUse.End end) {
    Matcher form = SCHEME.matcher(uri.value());
    String name = form.matches() ? form.group(1) : uri.value();
    Scheme scheme = form.matches() ? schemes.get(name) : null;
    if (scheme == null) {
      problems.add(
          Problem.error(
                  uri.at(),
                  Code.ROUTE_SCHEME,
                  "\""
                      + name
                      + "\" is no component that routes may use; allowed: "
                      + String.join(", ", allowed(end)))
              .suggest(Closest.to(name, allowed(end)).orElse(null)));
      return Optional.empty();
    }
    if (options(scheme, end) == null) {
      problems.error(
          uri.at(),
          Code.ROUTE_END,
          (end == RouteUse.End.FROM ? "a route cannot begin with " : "a step cannot go to ")
              + name
              + ":; allowed: "
              + String.join(", ", allowed(end)));
    }
    return Optional.of(scheme);
  }

  private List<String> allowed(RouteUse.End end) {
    return schemes.values().stream()
        .filter(scheme -> options(scheme, end) != null)
        .map(Scheme::name)
        .toList();
  }

  private static @Nullable Class<? extends Record> options(Scheme scheme, RouteUse.End end) {
    return end == RouteUse.End.FROM ? scheme.from() : scheme.to();
  }

  private boolean query(Node.Text uri, @Nullable String query, List<Node.Field> fields) {
    if (query == null) {
      return true;
    }
    int offset = uri.value().length() - query.length();
    boolean readable = true;
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      Position at = inside(uri, offset);
      if (equals < 1) {
        problems.error(
            at, Code.ROUTE_URI, "\"" + part + "\" is no parameter; allowed is key=value");
        readable = false;
      } else {
        Position value = inside(uri, offset + equals + 1);
        Node.Text text = new Node.Text(value, part.substring(equals + 1), true);
        readable &= add(new Node.Field(at, part.substring(0, equals), text), fields);
      }
      offset += part.length() + 1;
    }
    return readable;
  }

  private boolean section(@Nullable Node parameters, List<Node.Field> fields) {
    if (parameters == null) {
      return true;
    }
    Node.Section section = records.section(parameters, parameters.at(), "parameters").orElse(null);
    if (section == null) {
      return false;
    }
    boolean readable = true;
    for (Node.Field field : section.fields()) {
      readable &= add(field, fields);
    }
    return readable;
  }

  private boolean add(Node.Field field, List<Node.Field> fields) {
    if (!(field.value() instanceof Node.Text text)) {
      problems.error(
          field.value().at(),
          Code.WRONG_SHAPE,
          field.key() + ": a single value is needed here, not " + field.value().shape());
      return false;
    }
    if (TRICK.matcher(text.value()).find()) {
      problems.error(
          text.at(),
          Code.ROUTE_URI,
          "\"" + text.value() + "\" has a percent code, RAW or a reference; write the plain value");
      return false;
    }
    if (fields.stream().anyMatch(other -> other.key().equals(field.key()))) {
      problems.error(
          field.at(), Code.DUPLICATE_KEY, field.key() + " is given in the URI and as a parameter");
      return false;
    }
    return fields.add(field);
  }

  private boolean known(Scheme scheme, List<Node.Field> fields) {
    List<String> allowed =
        ExternalComponent.of(scheme.name())
            .map(component -> component.parameters().stream().sorted().toList())
            .orElseThrow();
    boolean known = true;
    for (Node.Field field : fields) {
      if (!allowed.contains(field.key())) {
        known = false;
        problems.add(
            Problem.error(
                    field.at(),
                    Code.UNKNOWN_KEY,
                    field.key()
                        + " is no parameter of "
                        + scheme.name()
                        + ": that routes may set; allowed: "
                        + String.join(", ", allowed))
                .suggest(Closest.to(field.key(), allowed).orElse(null)));
      }
    }
    return known;
  }

  private static Position inside(Node.Text uri, int offset) {
    return uri.at().right(offset + (uri.quoted() ? 1 : 0));
  }
}
