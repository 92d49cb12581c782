package io.sluice.gateway.config;

import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;

/**
 * An endpoint that a route begins with or goes to.
 *
 * @param route id of the route
 * @param end which of the two
 * @param scheme its component
 * @param name what stands behind the colon
 * @param at where the name stands
 * @param parameters from the URI's query and from {@code parameters:}
 */
public record RouteUse(
    String route, End end, Scheme scheme, String name, Position at, Node.Section parameters) {
  /** Whether a route begins there or goes there. */
  public enum End {
    FROM,
    TO
  }

  /** Whether the route begins with it. */
  boolean isFrom() {
    return end == End.FROM;
  }

  /** As a URI without parameters. */
  public String uri() {
    return scheme.name() + ":" + name;
  }
}
