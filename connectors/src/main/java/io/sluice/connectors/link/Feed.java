package io.sluice.connectors.link;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.UtcTime;
import java.time.Instant;

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
