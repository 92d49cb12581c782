package io.sluice.connectors.plan;

import io.sluice.connectors.Missed;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.SessionOwner;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scans one group at its interval. A scan that is due while the last one is still being read is
 * missed and counted: scans never queue up. Used on the connection's loop.
 */
final class GroupPoll {
  /** A missed scan weighs as much as this many scans in time. */
  private static final int MISS = 10;

  /** More than two misses in a row, or one in ten for long, is trouble. */
  private static final int TROUBLE = 3 * MISS;

  private final Feed feed;
  private final ScanPlan plan;
  private final ScanBuffer buffer;
  private final ScanRun<?> run;
  private final SessionOwner owner;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final long interval;
  private final ScanRun.Goal whole = new ScanRun.Goal(false, this::finished, () -> {});

  private PlantClock.@Nullable Timer timer;
  private long due;
  private boolean scanning;
  private int lateness;

  /** How a poll reads. */
  record Reading(ScanBuffer buffer, ScanRun<?> run) {}

  GroupPoll(
      GroupPlan group,
      Reading reading,
      SessionOwner owner,
      PlantClock clock,
      PlantClock.Loop loop) {
    this.feed = group.feed();
    this.plan = group.plan();
    this.buffer = reading.buffer();
    this.run = reading.run();
    this.owner = owner;
    this.clock = clock;
    this.loop = loop;
    this.interval = feed.group().interval().toNanos();
  }

  void begin() {
    due = clock.nanoTime();
    fire();
  }

  void end() {
    if (timer != null) {
      timer.cancel();
    }
  }

  /** What is wrong with the group, or null. */
  @Nullable String trouble() {
    if (plan.quarantinedTags() > 0) {
      return quarantined();
    }
    return lateness < TROUBLE || !run.pace().known()
        ? null
        : "group " + feed.group().name() + " " + run.pace().verdict(feed.group().interval());
  }

  private void fire() {
    long late = (clock.nanoTime() - due) / interval;
    due += (late + 1) * interval;
    timer = loop.schedule(Duration.ofNanos(due - clock.nanoTime()), this::fire);
    if (late > 0) {
      owner.missed(feed.group(), Missed.LATE, late);
    }
    if (scanning) {
      owner.missed(feed.group(), Missed.BUSY, 1);
    }
    if (late > 0 || scanning) {
      lateness = Math.min(2 * TROUBLE, lateness + MISS);
    }
    if (!scanning) {
      scanning = true;
      run.start(whole);
    }
  }

  private void finished() {
    scanning = false;
    lateness = Math.max(0, lateness - 1);
    long now = UtcTime.ofInstant(clock.now());
    List<Tag> tags = feed.group().tags();
    for (int tag = 0; plan.quarantinedTags() > 0 && tag < tags.size(); tag++) {
      StatusCode held = plan.quarantined(tag);
      if (held != null) {
        buffer.bad(tag, held, now);
      }
    }
    owner.scan(buffer.into(feed.next()));
  }

  private String quarantined() {
    StringBuilder names = new StringBuilder();
    List<Tag> tags = feed.group().tags();
    int shown = 0;
    for (int tag = 0; tag < tags.size() && shown < 3; tag++) {
      StatusCode held = plan.quarantined(tag);
      if (held != null) {
        names
            .append(shown++ == 0 ? "" : ", ")
            .append(tags.get(tag).name())
            .append(" is ")
            .append(held)
            .append(plan.deadly(tag) ? ": reading it breaks the connection" : "");
      }
    }
    int more = plan.quarantinedTags() - shown;
    return names + (more > 0 ? " and " + more + " more" : "");
  }
}
