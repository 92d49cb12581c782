package io.sluice.connectors.link;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The scans of one group, numbered without holes over all sessions of its connection. Used on the
 * connection's loop only.
 */
public final class Feed {
  private final TagGroup group;
  private final PlantClock clock;
  private long sequence;

  public Feed(TagGroup group, PlantClock clock) {
    this.group = group;
    this.clock = clock;
  }

  /**
   * The feeds of a connection in the order of their names. A group without tags has none.
   *
   * @param intervals of the groups, by name
   */
  public static List<Feed> of(
      String connection, Map<String, Duration> intervals, List<Tag> tags, PlantClock clock) {
    List<Feed> feeds = new ArrayList<>();
    new TreeMap<>(intervals)
        .forEach(
            (group, every) -> {
              List<Tag> inside = tags.stream().filter(tag -> tag.group().equals(group)).toList();
              if (!inside.isEmpty()) {
                feeds.add(new Feed(new TagGroup(connection, group, every, inside), clock));
              }
            });
    return feeds;
  }

  public TagGroup group() {
    return group;
  }

  /** Begins the next scan, read now. */
  public Scan.Builder next() {
    return new Scan.Builder(group, ++sequence, clock.now(), clock.nanoTime());
  }

  /** The next scan, with each tag Bad now. */
  public Scan bad(StatusCode code) {
    return allBad(next(), group.tags().size(), code, clock.now());
  }

  /** A single read's scan with each tag Bad. */
  static Scan badOnce(TagGroup group, StatusCode code, PlantClock clock) {
    Instant now = clock.now();
    Scan.Builder scan = new Scan.Builder(group, 1, now, clock.nanoTime());
    return allBad(scan, group.tags().size(), code, now);
  }

  private static Scan allBad(Scan.Builder scan, int tags, StatusCode code, Instant now) {
    long time = UtcTime.ofInstant(now);
    for (int tag = 0; tag < tags; tag++) {
      scan.bad(tag, code, time);
    }
    return scan.build();
  }
}
