package io.sluice.gateway.config;

import io.sluice.gateway.options.Node;
import java.util.List;

/**
 * One route that the guard has let through.
 *
 * @param id unique among all routes
 * @param text what Camel gets: the route written anew from what was checked, so that Camel cannot
 *     read the user's bytes in another way than the guard did. Equal for routes that mean the same,
 *     whatever their comments and layout
 * @param uses its endpoints, in order; the first is what it begins with
 * @param written where and how it stands in its file
 */
public record CheckedRoute(String id, String text, List<RouteUse> uses, Node.Field written) {
  public CheckedRoute {
    uses = List.copyOf(uses);
  }
}
