package io.sluice.gateway.replay.tests;

import io.sluice.gateway.config.CheckedRoute;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.RouteUse;
import io.sluice.gateway.options.Node;
import java.util.List;

/** What checked routes begin with and go to, as far as tests must know. */
final class RouteFeeds {
  private final List<Route> routes;

  private RouteFeeds(List<Route> routes) {
    this.routes = routes;
  }

  /**
   * One route.
   *
   * @param id its id
   * @param from component and name that it begins with and, where it takes one, the tag group:
   *     {@code tags:pump-plc/fast}
   * @param to components and names that it goes to, in order
   */
  record Route(String id, String from, List<String> to) {}

  static RouteFeeds of(Configuration configuration) {
    return new RouteFeeds(
        configuration.routes().stream()
            .flatMap(file -> file.routes().stream())
            .map(RouteFeeds::route)
            .toList());
  }

  List<Route> all() {
    return List.copyOf(routes);
  }

  /** The uplinks that the records of a spool go to. */
  List<String> uplinksOf(String spool) {
    return routes.stream()
        .filter(route -> route.from().equals("spool:" + spool))
        .flatMap(route -> route.to().stream())
        .filter(to -> to.startsWith("uplink:"))
        .map(to -> to.substring("uplink:".length()))
        .distinct()
        .toList();
  }

  private static Route route(CheckedRoute route) {
    List<RouteUse> uses = route.uses();
    RouteUse from = uses.get(0);
    String group = from.parameters().text("group").map(Node.Text::value).orElse("");
    return new Route(
        route.id(),
        from.uri() + (group.isEmpty() ? "" : "/" + group),
        uses.stream().skip(1).map(RouteUse::uri).toList());
  }
}
