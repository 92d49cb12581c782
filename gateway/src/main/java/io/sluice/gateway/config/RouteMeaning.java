package io.sluice.gateway.config;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What routes name exists, each feed has one taker, no feed goes in a circle, nothing is idle. */
final class RouteMeaning {
  private static final List<String> WORKING = List.of("detectors", "setpoints", "uplinks");
  private static final int MOST_OF_A_KIND = 100;
  private static final Set<String> FEEDS = Set.of("direct", "seda", "spool");

  private final Draft draft;
  private final Problems problems;
  private final RouteContent content;
  private final List<RouteUse> uses;

  RouteMeaning(Draft draft, RouteContent content) {
    this.draft = draft;
    this.problems = draft.problems();
    this.content = content;
    this.uses = content.uses();
  }

  void check() {
    uses.forEach(this::names);
    oneTaker();
    feedsTaken();
    circles();
    batches();
    count();
    new RouteOrder(draft, content).check();
    if (!uses.isEmpty() && !problems.hasErrors()) {
      idle();
    }
  }

  private void names(RouteUse use) {
    String noun = use.scheme().noun();
    if (noun == null || !draft.defined(noun, use.name(), use.at())) {
      return;
    }
    if (noun.equals("connections")) {
      use.parameters().text("group").ifPresent(group -> group(use, group));
    }
    if (noun.equals("setpoints")) {
      use.parameters()
          .text("while")
          .ifPresent(detector -> draft.defined("detectors", detector.value(), detector.at()));
    }
  }

  private void group(RouteUse use, Node.Text group) {
    ConnectionMeaning.groupsOf(draft, use.name())
        .filter(groups -> !groups.contains(group.value()))
        .ifPresent(
            groups ->
                draft.unknown(
                    "group of " + use.name() + " called", group.value(), groups, group.at()));
  }

  private void oneTaker() {
    Map<String, RouteUse> takers = new HashMap<>();
    for (RouteUse use : ends(RouteUse.End.FROM)) {
      if (FEEDS.contains(use.scheme().name())) {
        RouteUse first = takers.putIfAbsent(use.uri(), use);
        if (first != null) {
          problems.error(
              use.at(),
              Code.ALREADY_USED,
              "the route " + first.route() + " begins with " + use.uri() + " already");
        }
      }
    }
  }

  private void feedsTaken() {
    Set<String> taken = new HashSet<>();
    ends(RouteUse.End.FROM).forEach(use -> taken.add(use.uri()));
    for (RouteUse use : ends(RouteUse.End.TO)) {
      boolean joins = use.scheme().name().equals("direct") || use.scheme().name().equals("seda");
      if (joins && !taken.contains(use.uri())) {
        List<String> there =
            taken.stream()
                .filter(uri -> uri.startsWith(use.scheme().name() + ":"))
                .sorted()
                .toList();
        draft.unknown("route that begins with", use.uri(), there, use.at());
      }
    }
  }

  /** Routes by what they hand on to at once or by a queue; a spool does that as well. */
  private Map<String, List<RouteUse>> feeds(Map<String, String> takers) {
    Map<String, List<RouteUse>> feeds = new LinkedHashMap<>();
    for (RouteUse use : ends(RouteUse.End.TO)) {
      if (FEEDS.contains(use.scheme().name()) && takers.containsKey(use.uri())) {
        feeds.computeIfAbsent(use.route(), route -> new ArrayList<>()).add(use);
      }
    }
    return feeds;
  }

  private Map<String, String> takers() {
    Map<String, String> takers = new HashMap<>();
    ends(RouteUse.End.FROM).forEach(use -> takers.putIfAbsent(use.uri(), use.route()));
    return takers;
  }

  private void circles() {
    Map<String, String> takers = takers();
    Map<String, List<RouteUse>> feeds = feeds(takers);
    for (List<RouteUse> out : feeds.values()) {
      for (RouteUse use : out) {
        way(use, takers, feeds)
            .ifPresent(
                way ->
                    problems.error(
                        use.at(),
                        Code.ROUTE_LOOP,
                        use.uri()
                            + " leads back to the route "
                            + use.route()
                            + " in a circle: "
                            + way));
      }
    }
  }

  /** The shortest way from a use back to its own route, as {@code a -> b -> a}. */
  private static Optional<String> way(
      RouteUse use, Map<String, String> takers, Map<String, List<RouteUse>> feeds) {
    Map<String, String> ways = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>();
    String first = takers.getOrDefault(use.uri(), use.route());
    ways.put(first, use.route() + " -> " + first);
    open.add(first);
    for (String at = open.poll(); at != null; at = open.poll()) {
      if (at.equals(use.route())) {
        return Optional.of(String.valueOf(ways.get(at)));
      }
      for (RouteUse next : feeds.getOrDefault(at, List.of())) {
        String taker = takers.getOrDefault(next.uri(), at);
        if (ways.putIfAbsent(taker, ways.get(at) + " -> " + taker) == null) {
          open.add(taker);
        }
      }
    }
    return Optional.empty();
  }

  /** A batch is released when its route is through, so on its way nothing may be left out. */
  private void batches() {
    Map<String, String> takers = takers();
    Map<String, List<RouteUse>> feeds = feeds(takers);
    Set<String> carrying = new HashSet<>();
    for (RouteUse use : ends(RouteUse.End.FROM)) {
      if (use.scheme().name().equals("spool")) {
        carry(use.route(), takers, feeds, carrying);
      }
    }
    for (RouteContent.Gap gap : content.gaps()) {
      if (carrying.contains(gap.route())) {
        lost(gap.at(), gap.step());
      }
    }
    for (RouteUse use : ends(RouteUse.End.TO)) {
      if (carrying.contains(use.route()) && use.scheme().name().equals("seda")) {
        lost(use.at(), "seda");
      }
    }
  }

  private void carry(
      String route,
      Map<String, String> takers,
      Map<String, List<RouteUse>> feeds,
      Set<String> carrying) {
    Deque<String> open = new ArrayDeque<>(List.of(route));
    for (String at = open.poll(); at != null; at = open.poll()) {
      if (carrying.add(at)) {
        feeds.getOrDefault(at, List.of()).stream()
            .filter(use -> !use.scheme().name().equals("spool"))
            .map(use -> takers.getOrDefault(use.uri(), route))
            .forEach(open::add);
      }
    }
  }

  private void lost(Position at, String step) {
    problems.error(
        at,
        Code.ROUTE_LOSES,
        step
            + " is not allowed on the way of a batch from spool:; the spool forgets a batch once its"
            + " route is through, so all of it must reach an uplink");
  }

  /** Each of these costs a thread or memory, whatever else the route does. */
  private void count() {
    for (String scheme : List.of("timer", "seda")) {
      List<RouteUse> all =
          ends(RouteUse.End.FROM).stream()
              .filter(use -> use.scheme().name().equals(scheme))
              .toList();
      if (all.size() > MOST_OF_A_KIND) {
        problems.error(
            all.get(MOST_OF_A_KIND).at(),
            Code.OUT_OF_RANGE,
            all.size() + " routes begin with " + scheme + ":; allowed are " + MOST_OF_A_KIND);
      }
    }
  }

  private void idle() {
    Set<String> used = new HashSet<>();
    for (RouteUse use : uses) {
      used.add(use.scheme().noun() + " " + use.name());
    }
    for (String noun : WORKING) {
      for (Entry entry : draft.entries(noun).values()) {
        if (!used.contains(noun + " " + entry.name())) {
          problems.warning(
              entry.at(), Code.NEVER_USED, "no route uses " + entry.name() + "; it does nothing");
        }
      }
    }
  }

  private List<RouteUse> ends(RouteUse.End end) {
    return uses.stream().filter(use -> use.end() == end).toList();
  }
}
