package io.sluice.gateway.replay.tests;

import io.sluice.gateway.config.CheckedRoute;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.RouteUse;
import io.sluice.gateway.options.Node;
import java.util.ArrayList;
import java.util.List;

/** What checked routes begin with and go to, as far as tests must know. */
final class RouteShapes {
  private final List<Shape> shapes;

  private RouteShapes(List<Shape> shapes) {
    this.shapes = List.copyOf(shapes);
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
    return new RouteShapes(configuration.checkedRoutes().stream().map(RouteShapes::shape).toList());
  }

  List<Shape> all() {
    return shapes;
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

  private static Shape shape(CheckedRoute route) {
    String from = "";
    String group = "";
    List<String> to = new ArrayList<>();
    for (RouteUse use : route.uses()) {
      if (use.end() == RouteUse.End.FROM) {
        from = use.uri();
        group = use.parameters().text("group").map(Node.Text::value).orElse("");
      } else {
        to.add(use.uri());
      }
    }
    return new Shape(route.id(), from, group, to);
  }
}
