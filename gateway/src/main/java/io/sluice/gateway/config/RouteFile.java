package io.sluice.gateway.config;

import java.nio.file.Path;
import java.util.List;

/**
 * A route file that the guard has let through. It is not read a second time.
 *
 * @param path where it was read
 * @param routes in order
 */
public record RouteFile(Path path, List<CheckedRoute> routes) {
  public RouteFile {
    routes = List.copyOf(routes);
  }

  public List<String> ids() {
    return routes.stream().map(CheckedRoute::id).toList();
  }
}
