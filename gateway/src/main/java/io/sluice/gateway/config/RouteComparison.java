package io.sluice.gateway.config;

import io.sluice.gateway.config.Change.How;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A route is swapped where its text means something else, restarted where something it names is
 * rebuilt or a route that it feeds directly ends. A connection that restarts does not end the
 * routes that begin with it: they go on with its scans.
 */
final class RouteComparison {
  /** What a route holds on to while it runs. */
  private static final List<String> HELD =
      List.of("assets", "detectors", "setpoints", "spools", "uplinks");

  /** A condition is compiled once, against the types that tags have then. */
  private static final String CONDITION = "\"language\":\"cel";

  /** Schemes that hand an exchange straight to another route. */
  private static final Set<String> JOINS = Set.of("direct", "seda");

  private final Map<String, CheckedRoute> before;
  private final Map<String, CheckedRoute> after;
  private final Function<String, Set<String>> rebuilt;
  private final boolean redefined;
  private final Map<String, Change> changes = new LinkedHashMap<>();

  /**
   * @param rebuilt names of those that end or begin, by noun
   * @param redefined whether a tag that stays is another than before
   */
  RouteComparison(
      Configuration running,
      Configuration next,
      Function<String, Set<String>> rebuilt,
      boolean redefined) {
    this.before = byId(running);
    this.after = byId(next);
    this.rebuilt = rebuilt;
    this.redefined = redefined;
  }

  List<Change> changes() {
    for (CheckedRoute route : after.values()) {
      own(route).or(() -> held(route)).ifPresent(this::add);
    }
    for (String id : before.keySet()) {
      if (!after.containsKey(id)) {
        add(new Change("routes", id, How.REMOVED, "route " + id + " is removed"));
      }
    }
    spread();
    return List.copyOf(changes.values());
  }

  private Optional<Change> own(CheckedRoute route) {
    CheckedRoute old = before.get(route.id());
    if (old == null) {
      return change(route, How.ADDED, "is added");
    }
    return old.text().equals(route.text())
        ? Optional.empty()
        : change(route, How.CHANGED, "is swapped: its text changed");
  }

  private Optional<Change> held(CheckedRoute route) {
    for (RouteUse use : route.uses()) {
      String noun = use.scheme().noun();
      if (noun != null && HELD.contains(noun) && rebuilt.apply(noun).contains(use.name())) {
        return change(route, How.AFFECTED, "restarts: " + use.uri() + " restarts");
      }
    }
    return redefined && route.text().contains(CONDITION)
        ? change(route, How.AFFECTED, "restarts: a tag that its condition may read is redefined")
        : Optional.empty();
  }

  /** Who feeds a route that ends must wait with it. */
  private void spread() {
    boolean more = true;
    while (more) {
      more = false;
      for (CheckedRoute route : after.values()) {
        if (!changes.containsKey(route.id())) {
          Optional<Change> change = feeds(route);
          change.ifPresent(this::add);
          more |= change.isPresent();
        }
      }
    }
  }

  private Optional<Change> feeds(CheckedRoute route) {
    for (RouteUse use : route.uses()) {
      if (use.end() == RouteUse.End.TO && JOINS.contains(use.scheme().name())) {
        for (CheckedRoute taker : after.values()) {
          if (changes.containsKey(taker.id()) && taker.uses().get(0).uri().equals(use.uri())) {
            return change(route, How.AFFECTED, "restarts: it feeds route " + taker.id());
          }
        }
      }
    }
    return Optional.empty();
  }

  private void add(Change change) {
    changes.put(change.name(), change);
  }

  private static Optional<Change> change(CheckedRoute route, How how, String what) {
    return Optional.of(new Change("routes", route.id(), how, "route " + route.id() + " " + what));
  }

  private static Map<String, CheckedRoute> byId(Configuration of) {
    Map<String, CheckedRoute> byId = new LinkedHashMap<>();
    of.checkedRoutes().forEach(route -> byId.put(route.id(), route));
    return byId;
  }
}
