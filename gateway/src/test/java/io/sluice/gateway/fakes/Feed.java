package io.sluice.gateway.fakes;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.UtcTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Makes scans of the moment, numbered without holes. Thread-safe. */
public final class Feed {
  private final PlantClock clock;
  private final Map<TagGroup, Long> sequences = new HashMap<>();

  public Feed(PlantClock clock) {
    this.clock = clock;
  }

  /** All tags of the group, Good, in order. */
  public Scan good(TagGroup group, double... values) {
    if (values.length != group.tags().size()) {
      throw new IllegalArgumentException(values.length + " values for " + group);
    }
    Scan.Builder scan = begin(group);
    for (int i = 0; i < values.length; i++) {
      scan.number(i, values[i], StatusCode.GOOD.code(), now());
    }
    return scan.build();
  }

  /** All tags of the group, Bad. */
  public Scan bad(TagGroup group, StatusCode code) {
    Scan.Builder scan = begin(group);
    for (int i = 0; i < group.tags().size(); i++) {
      scan.bad(i, code, now());
    }
    return scan.build();
  }

  /** One tag alone, as a subscription reports it. */
  public Scan only(TagGroup group, Tag tag, double value, StatusCode code) {
    return begin(group).number(group.tags().indexOf(tag), value, code.code(), now()).build();
  }

  /** A scan that says: alive, nothing changed. */
  public Scan keepAlive(TagGroup group) {
    return begin(group).build();
  }

  /** A scan of this moment still to be filled. */
  public Scan.Builder begin(TagGroup group) {
    return begin(group, clock.now());
  }

  /** The same with the wall clock saying something else. */
  public synchronized Scan.Builder begin(TagGroup group, Instant wall) {
    long sequence = sequences.merge(group, 1L, Long::sum);
    return new Scan.Builder(group, sequence, wall, clock.nanoTime());
  }

  private long now() {
    return UtcTime.ofInstant(clock.now());
  }
}
