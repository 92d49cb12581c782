package io.sluice.gateway.config.schema;

import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Noun;
import io.sluice.gateway.config.Scheme;
import io.sluice.gateway.config.tests.RouteTest;
import io.sluice.gateway.options.RecordShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every option of everything that is installed, to be looked up or printed. Immutable. */
public final class Reference {
  private final List<Chapter> chapters = new ArrayList<>();

  private Reference(Catalog catalog) {
    chapters.add(alone("gateway", "config/gateway.yaml", catalog.gateway()));
    catalog.nouns().forEach(noun -> chapters.add(chapter(noun)));
    chapters.add(alone("tags", "config/tags/CONNECTION.csv", catalog.tagColumns()));
    chapters.add(routes(catalog.schemes()));
    chapters.add(alone("tests", "routes/*.test.yaml", RouteTest.class));
  }

  public static Reference of(Catalog catalog) {
    return new Reference(catalog);
  }

  /** In reading order. */
  public List<Chapter> chapters() {
    return List.copyOf(chapters);
  }

  /** What a person can look up by one name. */
  public sealed interface Found {
    /** A whole chapter. */
    record Whole(Chapter chapter) implements Found {}

    /** One of its topics. */
    record Part(Topic topic) implements Found {}

    /** One option and those below it. */
    record Options(Topic topic, List<Topic.Line> lines) implements Found {}
  }

  /**
   * Looks up {@code connections}, {@code connections.opcua}, {@code connections.opcua.security} or
   * {@code connections.security}.
   */
  public List<Found> find(String name) {
    String wanted = name.toLowerCase(Locale.ROOT).strip();
    List<Found> found = new ArrayList<>();
    for (Chapter chapter : chapters) {
      if (chapter.name().equals(wanted)) {
        return List.of(new Found.Whole(chapter));
      }
      for (Topic topic : chapter.topics()) {
        if (topic.name().equals(wanted)) {
          found.add(new Found.Part(topic));
        } else {
          options(topic, topic.name(), wanted)
              .or(() -> options(topic, chapter.name(), wanted))
              .ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /** Every name that can be looked up, for a suggestion. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (Chapter chapter : chapters) {
      names.add(chapter.name());
      for (Topic topic : chapter.topics()) {
        names.add(topic.name());
        topic.lines().forEach(line -> names.add(topic.name() + "." + plain(line.path())));
      }
    }
    return names.stream().distinct().toList();
  }

  private static Optional<Found> options(Topic topic, String prefix, String wanted) {
    if (!wanted.startsWith(prefix + ".")) {
      return Optional.empty();
    }
    String path = wanted.substring(prefix.length() + 1);
    List<Topic.Line> lines =
        topic.lines().stream()
            .filter(line -> (plain(line.path()) + ".").startsWith(path + "."))
            .toList();
    return lines.isEmpty() ? Optional.empty() : Optional.of(new Found.Options(topic, lines));
  }

  /** Without the places where users put names of their own. */
  private static String plain(String path) {
    return path.replace(".NAME", "");
  }

  private static Chapter alone(String name, String title, Class<? extends Record> options) {
    String about = RecordShape.describe(options);
    return new Chapter(
        name, title, about, List.of(new Topic(name, title, about, List.of(options))));
  }

  private static Chapter chapter(Noun noun) {
    String title = "config/" + noun.file();
    List<Topic> topics = new ArrayList<>();
    if (noun.entries() == Noun.Entries.ALIKE) {
      topics.add(new Topic(noun.key(), title, noun.about(), noun.records(null)));
    }
    Map<String, Class<? extends Record>> kinds = new TreeMap<>(noun.kinds());
    kinds.forEach(
        (kind, options) ->
            topics.add(
                new Topic(
                    noun.key() + "." + kind,
                    "kind: " + kind,
                    RecordShape.describe(options),
                    noun.records(options))));
    return new Chapter(noun.key(), title, noun.about(), topics);
  }

  private static Chapter routes(List<Scheme> schemes) {
    List<Topic> topics = new ArrayList<>();
    for (Scheme scheme : schemes) {
      topic(scheme, "from: ", scheme.from()).ifPresent(topics::add);
      topic(scheme, "to: ", scheme.to()).ifPresent(topics::add);
    }
    return new Chapter(
        "routes", "routes/*.camel.yaml", "What happens to each scan, step by step.", topics);
  }

  private static Optional<Topic> topic(
      Scheme scheme, String end, @Nullable Class<? extends Record> options) {
    if (options == null) {
      return Optional.empty();
    }
    String title = end + scheme.name() + ":" + (scheme.noun() == null ? "NAME" : noun(scheme));
    return Optional.of(
        new Topic("routes." + scheme.name(), title, scheme.about(), List.of(options)));
  }

  private static String noun(Scheme scheme) {
    String noun = String.valueOf(scheme.noun());
    String one = noun.endsWith("s") ? noun.substring(0, noun.length() - 1) : noun;
    return one.toUpperCase(Locale.ROOT);
  }
}
