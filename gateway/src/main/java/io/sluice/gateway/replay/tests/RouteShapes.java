package io.sluice.gateway.replay.tests;

import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.RouteFile;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.SourceFile;
import io.sluice.gateway.options.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What checked routes begin with and go to, as far as tests must know. */
final class RouteShapes {
  private final List<Shape> shapes;

  private RouteShapes(List<Shape> shapes) {
    this.shapes = shapes;
  }

  /**
   * One route.
   *
   * @param id its id
   * @param from component and name that it begins with, as {@code tags:pump-plc}
   * @param group tag group that it takes, empty where it begins otherwise
   * @param to components and names that it goes to, in order
   */
  record Shape(String id, String from, String group, List<String> to) {}

  static RouteShapes of(Configuration configuration) {
    List<Shape> shapes = new ArrayList<>();
    for (RouteFile file : configuration.routes()) {
      SourceFile source = new SourceFile(file.path().toString(), file.text());
      new YamlReader(new Problems())
          .read(source)
          .filter(Node.Items.class::isInstance)
          .map(Node.Items.class::cast)
          .ifPresent(items -> items.nodes().forEach(item -> route(item).ifPresent(shapes::add)));
    }
    return new RouteShapes(shapes);
  }

  List<Shape> all() {
    return List.copyOf(shapes);
  }

  /** The uplinks that the records of a spool go to. */
  List<String> uplinksOf(String spool) {
    return shapes.stream()
        .filter(route -> route.from().equals("spool:" + spool))
        .flatMap(route -> route.to().stream())
        .filter(to -> to.startsWith("uplink:"))
        .map(to -> to.substring("uplink:".length()))
        .distinct()
        .toList();
  }

  private static Optional<Shape> route(Node item) {
    if (!(item instanceof Node.Section top)
        || !(top.get("route").orElse(null) instanceof Node.Section route)) {
      return Optional.empty();
    }
    String id = route.text("id").map(Node.Text::value).orElse("");
    String uri = route.text("from", "uri").map(Node.Text::value).orElse("");
    String group =
        route.text("from", "parameters", "group").map(Node.Text::value).orElse(query(uri));
    List<String> to = new ArrayList<>();
    for (Node steps :
        List.of(route.get("from", "steps"), route.get("steps")).stream()
            .flatMap(Optional::stream)
            .toList()) {
      if (steps instanceof Node.Items items) {
        items.nodes().forEach(step -> to(step).ifPresent(to::add));
      }
    }
    return Optional.of(new Shape(id, bare(uri), group, to));
  }

  private static Optional<String> to(Node step) {
    if (!(step instanceof Node.Section section)) {
      return Optional.empty();
    }
    return section
        .text("to")
        .or(() -> section.text("to", "uri"))
        .map(Node.Text::value)
        .map(RouteShapes::bare);
  }

  private static String bare(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  private static String query(String uri) {
    int at = uri.indexOf("group=");
    return at < 0 ? "" : uri.substring(at + "group=".length()).split("&", 2)[0];
  }
}
