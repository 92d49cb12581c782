package io.sluice.gateway.replay.tests;

import io.sluice.connectors.Scan;
import io.sluice.connectors.TagGroup;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Collectors;

/** Which groups were scanned, and which tags showed more than one value. For one thread. */
final class SeenTags {
  private final Set<String> moved = new HashSet<>();
  private final IdentityHashMap<TagGroup, Seen> seen = new IdentityHashMap<>();

  /** What a group's tags showed first, not a number before, and which of them have moved since. */
  private static final class Seen {
    private final double[] values;
    private final BitSet moved = new BitSet();

    Seen(int tags) {
      values = new double[tags];
      Arrays.fill(values, Double.NaN);
    }
  }

  /** Notes which of a scan's tags show something else than at first. */
  void seen(Scan scan) {
    Seen group = seen.computeIfAbsent(scan.group(), one -> new Seen(one.tags().size()));
    for (int i = 0; i < scan.size(); i++) {
      int tag = scan.tagIndex(i);
      if (!group.moved.get(tag) && scan.hasValue(i)) {
        double first = group.values[tag];
        if (Double.isNaN(first)) {
          group.values[tag] = scan.value(i);
        } else if (first != scan.value(i)) {
          group.moved.set(tag);
          moved.add(scan.tag(i).name());
        }
      }
    }
  }

  /** Tags that have shown more than one value. */
  Set<String> moved() {
    return Set.copyOf(moved);
  }

  /** Groups that were scanned, as {@code CONNECTION/GROUP}. */
  Set<String> heard() {
    return seen.keySet().stream()
        .map(group -> group.connection() + "/" + group.name())
        .collect(Collectors.toUnmodifiableSet());
  }
}
