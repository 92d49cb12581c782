package io.sluice.connectors.opcua;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tags of one group that the server refused or lost, each with the reason and the time of its next
 * try; the waits of one tag double while it stays refused. Times are those of the monotonic clock,
 * in nanoseconds.
 *
 * <p>For one thread.
 */
final class RefusedItems {
  /** First wait: a node that vanished in a download of the PLC is back soon. */
  static final Duration FIRST = Duration.ofSeconds(2);

  /** Longest wait. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  private static final int NAMED = 3;

  private final List<Tag> tags;
  private final Map<Integer, Case> cases = new TreeMap<>();

  private record Case(StatusCode reason, Duration pause, long due) {}

  RefusedItems(List<Tag> tags) {
    this.tags = tags;
  }

  boolean isEmpty() {
    return cases.isEmpty();
  }

  boolean holds(int tag) {
    return cases.containsKey(tag);
  }

  /** Refused, for the first time or again. */
  void add(int tag, StatusCode reason, long now) {
    Case before = cases.get(tag);
    Duration wait = before == null ? FIRST : shorter(before.pause.multipliedBy(2), LONGEST);
    cases.put(tag, new Case(reason, wait, now + wait.toNanos()));
  }

  /** In order again. */
  void release(int tag) {
    cases.remove(tag);
  }

  /** Those whose time to be tried has come. */
  List<Integer> due(long now) {
    List<Integer> due = new ArrayList<>();
    cases.forEach(
        (tag, one) -> {
          if (one.due - now <= 0) {
            due.add(tag);
          }
        });
    return due;
  }

  /** How long until the next is due; null where nothing is here. */
  @Nullable Duration untilNext(long now) {
    Long least = null;
    for (Case one : cases.values()) {
      long wait = Math.max(0, one.due - now);
      least = least == null ? wait : Math.min(least, wait);
    }
    return least == null ? null : Duration.ofNanos(least);
  }

  /** All that are here, with their reasons. */
  void forEach(BiConsumer<Integer, StatusCode> each) {
    cases.forEach((tag, one) -> each.accept(tag, one.reason));
  }

  /** Names the first few; null where nothing is here. */
  @Nullable String sentence() {
    if (cases.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    cases.entrySet().stream()
        .limit(NAMED)
        .forEach(
            entry ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(tags.get(entry.getKey()).name())
                    .append(" is ")
                    .append(entry.getValue().reason));
    int more = cases.size() - NAMED;
    return more > 0 ? text + " and " + more + " more" : text.toString();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
