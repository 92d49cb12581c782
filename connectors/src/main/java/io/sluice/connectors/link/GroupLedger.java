package io.sluice.connectors.link;

import io.sluice.connectors.GroupTruth;
import io.sluice.connectors.Missed;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.TagGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the truth of one group over all sessions of its connection. Written by the connection's
 * loop, read by anybody; takes nothing from the heap for a scan.
 */
final class GroupLedger {
  /** Intervals without a sign of life after which a tag is stale. */
  private static final int STALE_INTERVALS = 3;

  /** A peer that reports by itself says at least this often that nothing changed. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);

  private static final long JUDGED_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int JUDGED_INTERVALS = 20;

  private final TagGroup group;
  private final PlantClock clock;
  private final long interval;
  private final TagLedger tags;
  private final ScanIntervals pace;
  private final Map<Missed, Long> missed = new EnumMap<>(Missed.class);

  private long scans;
  private boolean reported;
  private boolean heard;
  private long lastHeard;
  private boolean outage;
  private @Nullable Instant lastGoodScan;
  private long lastGoodNanos;

  private long judgedFrom;
  private long judgedScans;
  private long judgedMissed;
  private boolean rateMet = true;
  private long timesNotMet;

  GroupLedger(TagGroup group, PlantClock clock) {
    this.group = group;
    this.clock = clock;
    this.interval = group.interval().toNanos();
    this.tags = new TagLedger(group.tags().size());
    this.pace = new ScanIntervals(interval);
    this.judgedFrom = clock.nanoTime();
  }

  /**
   * A scan of the peer; true where it has come out that the rate is met now, or is not any more.
   */
  synchronized boolean heard(Scan scan) {
    boolean before = rateMet;
    long now = scan.readNanos();
    scans++;
    judgedScans++;
    reported |= scan.size() < group.tags().size();
    if (outage) {
      outage = false;
      count(Missed.NOT_CONNECTED, Math.max(0, (now - lastHeard) / interval - 1));
      pace.interrupt();
    }
    pace.scan(now);
    heard = true;
    lastHeard = now;
    if (tags.take(scan)) {
      lastGoodScan = scan.readTime();
      lastGoodNanos = now;
    }
    judge(now);
    return before != rateMet;
  }

  /** One sentence where scans are missed that the device could be asked for; else null. */
  synchronized @Nullable String rateNotMet() {
    Duration kept = pace.kept();
    return rateMet || kept == null
        ? null
        : "group %s is asked for every %s and comes every %s"
            .formatted(group.name(), Spoken.duration(group.interval()), Spoken.duration(kept));
  }

  /** The scan by which the supervisor says that an outage begins. */
  synchronized void outage(Scan bad) {
    if (!heard) {
      heard = true;
      lastHeard = bad.readNanos();
    }
    outage = true;
    tags.take(bad);
    judgedFrom = bad.readNanos();
    judgedScans = 0;
    judgedMissed = 0;
  }

  synchronized void missed(Missed why, long count) {
    count(why, count);
    judgedMissed += count;
  }

  synchronized GroupTruth truth(int mostTags) {
    long now = clock.nanoTime();
    boolean silent = !heard || outage || now - lastHeard > longestSilence();
    pace.turnTo(now);
    tags.turnTo(now);
    return new GroupTruth(
        group,
        pace.kept(),
        pace.jitter(50),
        pace.jitter(99),
        scans,
        missed,
        rateMet,
        timesNotMet,
        lastGoodScan,
        lastGoodScan == null ? null : Duration.ofNanos(now - lastGoodNanos),
        tags.count(TagLedger.Concern.STALE, silent),
        tags.count(TagLedger.Concern.BAD, silent),
        tags.count(TagLedger.Concern.UNCERTAIN, silent),
        tags.truth(group.tags(), now, silent, mostTags));
  }

  /** A subscription that has nothing to report is alive as long as it says so. */
  private long longestSilence() {
    return STALE_INTERVALS * (reported ? Math.max(interval, KEEP_ALIVE.toNanos()) : interval);
  }

  private void count(Missed why, long count) {
    if (count > 0) {
      missed.merge(why, count, Long::sum);
    }
  }

  private void judge(long now) {
    if (now - judgedFrom < Math.max(JUDGED_NANOS, JUDGED_INTERVALS * interval)) {
      return;
    }
    boolean met = judgedMissed * 10 <= judgedScans + judgedMissed;
    if (rateMet && !met) {
      timesNotMet++;
    }
    rateMet = met;
    judgedFrom = now;
    judgedScans = 0;
    judgedMissed = 0;
  }
}
