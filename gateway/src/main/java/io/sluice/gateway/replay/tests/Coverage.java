package io.sluice.gateway.replay.tests;

import io.sluice.gateway.assets.AlarmEvent;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.tests.Expectation;
import io.sluice.gateway.config.tests.Shown;
import io.sluice.gateway.setpoints.SetpointOptions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the tests of a run have touched: a tag that showed more than one value or that an
 * expectation names, a route that something went through, a detector whose alarm was raised, a
 * setpoint that decided. For one thread.
 */
public final class Coverage {
  private final Configuration configuration;
  private final RouteFeeds routes;
  private final Map<String, Set<String>> all = new LinkedHashMap<>();
  private final Map<String, Set<String>> touched = new LinkedHashMap<>();

  Coverage(Configuration configuration) {
    this.configuration = configuration;
    this.routes = RouteFeeds.of(configuration);
    Set<String> tags = new LinkedHashSet<>();
    for (String connection : configuration.connections().keySet()) {
      configuration.tagsOf(connection).forEach(tag -> tags.add(tag.name()));
    }
    Set<String> ids = new LinkedHashSet<>();
    routes.all().forEach(route -> ids.add(route.id()));
    all.put("tags", tags);
    all.put("routes", ids);
    all.put("detectors", configuration.detectors().keySet());
    all.put("setpoints", configuration.entries("setpoints").keySet());
    all.keySet().forEach(kind -> touched.put(kind, new HashSet<>()));
  }

  /** Kinds of things in the order they are told: tags, routes, detectors, setpoints. */
  public List<String> kinds() {
    return List.copyOf(all.keySet());
  }

  /** How many of a kind there are. */
  public int number(String kind) {
    return of(all, kind).size();
  }

  /** What no test touches, in the order of the files. */
  public List<String> untouched(String kind) {
    return of(all, kind).stream().filter(one -> !of(touched, kind).contains(one)).toList();
  }

  /** Part of all things that a test touches, 0 to 100; 100 where there is nothing. */
  public double percent() {
    int number = kinds().stream().mapToInt(this::number).sum();
    int without = kinds().stream().mapToInt(kind -> untouched(kind).size()).sum();
    return number == 0 ? 100 : 100.0 * (number - without) / number;
  }

  /** Notes what a test has touched. */
  void add(PlacedTest test, Story story) {
    touch("tags", story.moved());
    test.expectations().forEach(one -> named(one.said()));
    story
        .alarms(AlarmEvent.Change.RAISED)
        .forEach(one -> touch("detectors", Set.of(one.detector())));
    story.decisions().forEach(one -> touch("setpoints", Set.of(one.outcome().setpoint())));
    Set<String> sources = sources(story);
    routes.all().stream()
        .filter(route -> sources.contains(route.from()))
        .forEach(route -> touch("routes", Set.of(route.id())));
  }

  /** Feeds that had something to bring. */
  private Set<String> sources(Story story) {
    Set<String> sources = new HashSet<>();
    story.heard().forEach(group -> sources.add("tags:" + group));
    for (String spool : configuration.entries("spools").keySet()) {
      if (!story.arrivals(routes.uplinksOf(spool)).isEmpty()) {
        sources.add("spool:" + spool);
      }
    }
    for (RouteFeeds.Route route : routes.all()) {
      if (route.from().startsWith("timer:")) {
        sources.add(route.from());
      }
    }
    // A direct: route may stand before the one that feeds it, so feeds are followed to their end.
    boolean grown = true;
    while (grown) {
      grown = false;
      for (RouteFeeds.Route route : routes.all()) {
        if (sources.contains(route.from())) {
          grown |= sources.addAll(joins(route));
        }
      }
    }
    return sources;
  }

  private static List<String> joins(RouteFeeds.Route route) {
    return route.to().stream()
        .filter(to -> to.startsWith("direct:") || to.startsWith("seda:"))
        .toList();
  }

  private void named(Record said) {
    if (said instanceof Expectation.Alarm alarm) {
      tag(alarm.because());
    } else if (said instanceof Expectation.Summarised summary) {
      tag(summary.tag());
    } else if (said instanceof Shown shown) {
      tag(shown.tag());
    } else if (said instanceof Expectation.Write write) {
      tag(configuration.entry("setpoints", write.setpoint()).options(SetpointOptions.class).tag());
    }
  }

  private void tag(@Nullable String name) {
    if (name != null) {
      touch("tags", Set.of(name));
    }
  }

  private void touch(String kind, Set<String> names) {
    of(touched, kind).addAll(names);
  }

  private static Set<String> of(Map<String, Set<String>> map, String kind) {
    return map.getOrDefault(kind, Set.of());
  }
}
