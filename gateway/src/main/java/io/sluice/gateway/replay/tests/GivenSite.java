package io.sluice.gateway.replay.tests;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.TagGroup;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A given plant with its cables: which devices have been stopped, and which tags have shown more
 * than one value. It outlives a restart of the gateway. For the thread of its run.
 */
final class GivenSite {
  private final GivenPlant plant;
  private final PlantClock clock;
  private final long beginNanos;
  private final Set<String> stopped = new HashSet<>();
  private final Set<String> moved = new HashSet<>();

  /** What a group's tags showed first, not a number before, and which of them have moved since. */
  private static final class Seen {
    private final double[] values;
    private final BitSet moved = new BitSet();

    Seen(int tags) {
      values = new double[tags];
      Arrays.fill(values, Double.NaN);
    }
  }

  GivenSite(GivenPlant plant, PlantClock clock) {
    this.plant = plant;
    this.clock = clock;
    this.beginNanos = clock.nanoTime();
  }

  GivenPlant plant() {
    return plant;
  }

  /** Brings the plant to the present. */
  void advance() {
    plant.advanceTo(Duration.ofNanos(clock.nanoTime() - beginNanos));
  }

  boolean reachable(String connection) {
    return !stopped.contains(connection) && plant.reachable(connection);
  }

  void stop(String connection) {
    stopped.add(connection);
  }

  void start(String connection) {
    stopped.remove(connection);
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
