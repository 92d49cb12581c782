package io.sluice.gateway.config;

import io.sluice.gateway.options.Node;

/**
 * A condition in a route, in CEL.
 *
 * @param route id of the route it is in
 * @param text as written
 */
public record RouteCondition(String route, Node.Text text) {}
