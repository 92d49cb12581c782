package io.sluice.gateway.replay.tests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connectors.Tag;
import io.sluice.gateway.assets.Finding;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.tests.Around;
import io.sluice.gateway.config.tests.Expectation;
import io.sluice.gateway.config.tests.Kept;
import io.sluice.gateway.config.tests.TimeWindow;
import io.sluice.gateway.options.Quantity;
import io.sluice.gateway.replay.RunLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether summaries say, and far ends received, what is expected. */
final class RecordCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Configuration configuration;
  private final PlacedTest test;
  private final Story story;

  RecordCheck(Configuration configuration, PlacedTest test, Story story) {
    this.configuration = configuration;
    this.test = test;
    this.story = story;
  }

  Optional<Miss> summarised(int index, Expectation.Summarised wanted) {
    TimeWindow window = wanted.window();
    List<Finding.OutRecord> then =
        story.summaries(wanted.asset()).stream()
            .filter(one -> window.has(story.since(one.time())))
            .toList();
    List<String> wrong = new ArrayList<>();
    for (Finding.OutRecord summary : then) {
      String miss = wrong(summary, wanted);
      if (miss != null) {
        wrong.add("the summary at " + Spoken.time(story.since(summary.time())) + " has " + miss);
      }
    }
    boolean every = wanted.which() == Expectation.Which.EVERY;
    if (!then.isEmpty() && (every ? wrong.isEmpty() : wrong.size() < then.size())) {
      return Optional.empty();
    }
    String expected =
        (every ? "every summary of " : "a summary of ")
            + wanted.asset()
            + Spoken.when(window)
            + " to have "
            + figures(wanted);
    String more = wrong.size() > 1 ? "; " + (wrong.size() - 1) + " more differ" : "";
    return Optional.of(
        new Miss(
            test.atThen(index),
            expected,
            then.isEmpty()
                ? "no summary of " + wanted.asset() + Spoken.when(window)
                : wrong.get(0) + more));
  }

  Optional<Miss> delivered(int index, Expectation.Delivered wanted) {
    TimeWindow window = wanted.window();
    List<RunLog.Arrived> all =
        story.arrivals(RouteFeeds.of(configuration).uplinksOf(wanted.spool())).stream()
            .filter(one -> window.has(story.since(one.time())))
            .toList();
    List<String> expected = new ArrayList<>();
    List<String> received = new ArrayList<>();
    counts(wanted, all)
        .forEach(
            (word, counted) -> {
              if (!Spoken.enough(counted.received(), counted.wanted(), wanted.tolerance())) {
                expected.add(Spoken.wanted(counted.wanted(), wanted.tolerance(), word));
                received.add(Spoken.count(counted.received(), word));
              }
            });
    return expected.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Miss(
                test.atThen(index),
                plurals(String.join(", ", expected))
                    + " delivered from "
                    + wanted.spool()
                    + Spoken.when(window),
                plurals(String.join(", ", received)) + " delivered"));
  }

  Optional<Miss> kept(int index, Kept wanted) {
    TimeWindow window = wanted.window();
    List<RunLog.Arrived> all =
        story.arrivals(List.copyOf(configuration.entries("uplinks").keySet())).stream()
            .filter(one -> one.record().stream().equals(wanted.stream()))
            .filter(one -> wanted.kind() == null || one.record().kind().equals(wanted.kind()))
            .filter(one -> window.has(story.since(one.time())))
            .toList();
    long met = all.stream().filter(one -> differs(one, wanted) == null).count();
    if (Spoken.enough(met, wanted.count(), wanted.tolerance())) {
      return Optional.empty();
    }
    List<String> fields = new ArrayList<>();
    wanted.fields().forEach((key, value) -> fields.add(key + ": " + value));
    String near =
        all.stream()
            .map(one -> new Near(one, differs(one, wanted)))
            .filter(one -> one.miss() != null)
            .findFirst()
            .map(
                one ->
                    "; one at "
                        + Spoken.time(story.since(one.arrived().time()))
                        + " has "
                        + one.miss())
            .orElse("");
    return Optional.of(
        new Miss(
            test.atThen(index),
            Spoken.wanted(wanted.count(), wanted.tolerance(), "record")
                + " of "
                + wanted.stream()
                + " with "
                + String.join(", ", fields)
                + Spoken.when(window),
            Spoken.count(met, "such record") + " of " + all.size() + near));
  }

  private record Near(RunLog.Arrived arrived, @Nullable String miss) {}

  private record Counted(Integer wanted, long received) {}

  private static Map<String, Counted> counts(
      Expectation.Delivered wanted, List<RunLog.Arrived> all) {
    Map<String, Counted> counts = new LinkedHashMap<>();
    count(counts, "record", wanted.records(), all.size());
    count(counts, "summary", wanted.summaries(), kind(all, "summary"));
    count(counts, "alarm", wanted.alarms(), kind(all, "alarm"));
    count(counts, "decision", wanted.decisions(), kind(all, "decision"));
    count(counts, "gap", wanted.gaps(), kind(all, "gap"));
    return counts;
  }

  private static void count(
      Map<String, Counted> counts, String word, @Nullable Integer wanted, long received) {
    if (wanted != null) {
      counts.put(word, new Counted(wanted, received));
    }
  }

  private static long kind(List<RunLog.Arrived> all, String kind) {
    return all.stream()
        .filter(one -> one.record().kind().equals(kind))
        .map(one -> one.record().id())
        .distinct()
        .count();
  }

  private static String plurals(String text) {
    return text.replace("summarys", "summaries");
  }

  private @Nullable String wrong(Finding.OutRecord summary, Expectation.Summarised wanted) {
    JsonNode tag = json(summary.body()).path("tags").path(wanted.tag());
    Map<String, Around> figures = wanted(wanted);
    for (Map.Entry<String, Around> figure : figures.entrySet()) {
      JsonNode number = tag.path(figure.getKey());
      if (!number.isNumber()) {
        return "no " + figure.getKey() + " of " + wanted.tag() + ": no row had a usable value";
      }
      if (!figure.getValue().has(number.asDouble())) {
        String unit = figure.getKey().equals("without") ? "" : unit(wanted);
        return figure.getKey() + " " + Quantity.text(number.asDouble(), unit);
      }
    }
    return null;
  }

  private static Map<String, Around> wanted(Expectation.Summarised wanted) {
    Map<String, Around> figures = new LinkedHashMap<>();
    put(figures, "mean", wanted.mean());
    put(figures, "min", wanted.min());
    put(figures, "max", wanted.max());
    put(figures, "last", wanted.last());
    put(figures, "without", wanted.without());
    return figures;
  }

  private static void put(Map<String, Around> figures, String name, @Nullable Around value) {
    if (value != null) {
      figures.put(name, value);
    }
  }

  private static String figures(Expectation.Summarised wanted) {
    List<String> figures = new ArrayList<>();
    wanted(wanted).forEach((name, value) -> figures.add(name + " " + value));
    return String.join(", ", figures) + " of " + wanted.tag();
  }

  private String unit(Expectation.Summarised wanted) {
    return configuration.tagsOfAsset(wanted.asset()).stream()
        .filter(tag -> tag.name().equals(wanted.tag()))
        .map(Tag::unit)
        .findFirst()
        .orElse("");
  }

  /** The first field that is otherwise, or null where all are as expected. */
  private static @Nullable String differs(RunLog.Arrived arrived, Kept wanted) {
    JsonNode body = json(arrived.record().body());
    for (Map.Entry<String, String> field : wanted.fields().entrySet()) {
      JsonNode found = body;
      for (String part : field.getKey().split("\\.", -1)) {
        found = found.path(part);
      }
      if (!is(found, field.getValue())) {
        return field.getKey()
            + (found.isMissingNode() ? " not at all" : ": " + found.asText(found.toString()));
      }
    }
    return null;
  }

  private static boolean is(JsonNode found, String wanted) {
    if (!found.isNumber()) {
      return found.isValueNode() && found.asText().equals(wanted);
    }
    try {
      return Around.parse(wanted).has(found.asDouble());
    } catch (IllegalArgumentException noNumber) {
      return found.asText().equals(wanted);
    }
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a record of our own is not JSON: " + body, impossible);
    }
  }
}
