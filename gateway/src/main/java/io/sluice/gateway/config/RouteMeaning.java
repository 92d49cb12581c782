package io.sluice.gateway.config;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What routes name exists, each feed has one taker, no feed goes in a circle, nothing is idle. */
final class RouteMeaning {
  private static final List<String> WORKING = List.of("detectors", "setpoints", "uplinks");
  private static final Set<String> FEEDS = Set.of("direct", "seda", "spool");

  private final Draft draft;
  private final Problems problems;
  private final List<RouteUse> uses;

  RouteMeaning(Draft draft, List<RouteUse> uses) {
    this.draft = draft;
    this.problems = draft.problems();
    this.uses = uses;
  }

  void check() {
    uses.forEach(this::names);
    oneTaker();
    feedsTaken();
    circles();
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

  private void circles() {
    Map<String, List<RouteUse>> feeds = new LinkedHashMap<>();
    Map<String, String> takers = new HashMap<>();
    ends(RouteUse.End.FROM).forEach(use -> takers.putIfAbsent(use.uri(), use.route()));
    for (RouteUse use : ends(RouteUse.End.TO)) {
      if (FEEDS.contains(use.scheme().name()) && takers.containsKey(use.uri())) {
        feeds.computeIfAbsent(use.route(), route -> new ArrayList<>()).add(use);
      }
    }
    for (List<RouteUse> out : feeds.values()) {
      for (RouteUse use : out) {
        if (reaches(takers.get(use.uri()), use.route(), feeds, takers)) {
          problems.error(
              use.at(),
              Code.ROUTE_LOOP,
              use.uri() + " leads back to the route " + use.route() + " in a circle");
        }
      }
    }
  }

  private static boolean reaches(
      @Nullable String from,
      String goal,
      Map<String, List<RouteUse>> feeds,
      Map<String, String> takers) {
    Deque<String> open = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    for (String at = from; at != null; at = open.poll()) {
      if (at.equals(goal)) {
        return true;
      }
      if (seen.add(at)) {
        feeds.getOrDefault(at, List.of()).stream()
            .map(use -> takers.getOrDefault(use.uri(), goal))
            .forEach(open::add);
      }
    }
    return false;
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
