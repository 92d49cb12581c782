package io.sluice.gateway.config;

import io.sluice.gateway.options.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the guard has found in all routes so far, in the order written; for one thread. */
final class RouteContent {
  private final List<RouteUse> uses = new ArrayList<>();
  private final List<RouteCondition> conditions = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final Set<String> unread = new HashSet<>();

  /**
   * A step behind which an exchange may not go on, or not at once.
   *
   * @param route id of the route it is in
   * @param step its name
   */
  record Gap(String route, String step, Position at) {}

  List<RouteUse> uses() {
    return uses;
  }

  List<RouteCondition> conditions() {
    return conditions;
  }

  /** Routes with an endpoint that could not be read, so that nobody knows what it was to be. */
  Set<String> unread() {
    return unread;
  }

  List<Gap> gaps() {
    return gaps;
  }
}
