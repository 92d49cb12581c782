package io.sluice.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The far end: checks order, marks and gaps of what arrives. */
final class Receiver {
  private final Set<String> names = new HashSet<>();
  private final Map<String, Long> newest = new HashMap<>();
  private final Map<String, TreeMap<Long, String>> bodies = new HashMap<>();
  private final Map<String, Set<Long>> lost = new HashMap<>();

  void accept(List<StoredRecord> records) {
    records.forEach(this::accept);
  }

  private void accept(StoredRecord record) {
    boolean known = !names.add(record.name());
    assertThat(known && !record.redelivered())
        .as("%s came again, unmarked", record.name())
        .isFalse();
    if (known) {
      return;
    }
    if (!record.redelivered()) {
      assertThat(record.sequence())
          .as("%s came late, unmarked", record.name())
          .isGreaterThan(newest.getOrDefault(record.stream(), 0L));
    }
    newest.merge(record.stream(), record.lastSequence(), Math::max);
    if (record.gap()) {
      Set<Long> numbers = lost.computeIfAbsent(record.stream(), name -> new HashSet<>());
      for (long n = record.sequence(); n <= record.lastSequence(); n++) {
        numbers.add(n);
      }
    } else {
      bodies
          .computeIfAbsent(record.stream(), name -> new TreeMap<>())
          .put(record.sequence(), record.body());
    }
  }

  /** Each number from 1 to the newest has come, or is declared lost. */
  void assertNothingMissing() {
    newest.forEach(
        (stream, last) -> {
          for (long n = 1; n <= last; n++) {
            assertThat(has(stream, n) || declared(stream, n))
                .as("%s/%d neither came nor was declared", stream, n)
                .isTrue();
          }
        });
  }

  boolean has(String stream, long number) {
    return bodies.getOrDefault(stream, new TreeMap<>()).containsKey(number);
  }

  boolean declared(String stream, long number) {
    return lost.getOrDefault(stream, Set.of()).contains(number);
  }

  List<String> bodies(String stream) {
    return List.copyOf(bodies.getOrDefault(stream, new TreeMap<>()).values());
  }

  long last(String stream) {
    return newest.getOrDefault(stream, 0L);
  }

  long received() {
    return bodies.values().stream().mapToLong(Map::size).sum();
  }
}
