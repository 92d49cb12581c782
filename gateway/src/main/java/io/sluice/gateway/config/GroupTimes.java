package io.sluice.gateway.config;

import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Node;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The groups of a connection as they were written, with the time between two scans.
 *
 * @param times by group, in the order written
 */
public record GroupTimes(Map<String, Duration> times) {
  /** A group without a time of its own counts as the slowest. */
  private static final Duration SLOWEST = Duration.ofDays(365);

  private static final String[] KEYS = {"every", "publishing"};

  public static GroupTimes of(Entry connection) {
    Map<String, Duration> times = new LinkedHashMap<>();
    if (connection.field().value() instanceof Node.Section section
        && section.get("groups").orElse(null) instanceof Node.Section written) {
      for (Node.Field field : written.fields()) {
        times.put(
            field.key(),
            text(field.value()).map(text -> Durations.parse(text.value())).orElse(SLOWEST));
      }
    }
    return new GroupTimes(times);
  }

  /** The time of a group as it stands in the file. */
  public static Optional<Node.Text> written(Entry connection, String group) {
    return connection.field().value() instanceof Node.Section section
        ? section.get("groups", group).flatMap(GroupTimes::text)
        : Optional.empty();
  }

  private static Optional<Node.Text> text(Node group) {
    if (group instanceof Node.Section section) {
      for (String key : KEYS) {
        Optional<Node.Text> found = section.text(key);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
