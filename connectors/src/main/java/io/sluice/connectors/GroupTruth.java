package io.sluice.connectors;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well the scans of a group keep what was asked for.
 *
 * @param group its name, interval and tags
 * @param kept mean time between two scans of the last one to two minutes, or null where there were
 *     fewer than two
 * @param jitterP50 how far a scan's time from the one before was off the interval, the median of
 *     the last one to two minutes, to 1 %; up to 10 s
 * @param jitterP99 the same, of 100 scans the second worst
 * @param scans that were read, or reported by the peer
 * @param missed scans that were due and did not come, by reason
 * @param rateMet false where in the last 10 s, or 20 intervals, more than one scan in ten was
 *     missed while connected
 * @param timesNotMet how often that has begun
 * @param lastGoodScan read time of the last scan with a Good sample, or null
 * @param sinceGoodScan how long ago that was, or null
 * @param stale tags without a sample, or a sign that nothing changed, for three intervals
 * @param bad tags that are not stale and whose newest sample is Bad
 * @param uncertain tags that are not stale and whose newest sample is Uncertain
 * @param tags as many as were asked for: stale ones first, then Bad, Uncertain and Good
 */
public record GroupTruth(
    TagGroup group,
    @Nullable Duration kept,
    Duration jitterP50,
    Duration jitterP99,
    long scans,
    Map<Missed, Long> missed,
    boolean rateMet,
    long timesNotMet,
    @Nullable Instant lastGoodScan,
    @Nullable Duration sinceGoodScan,
    int stale,
    int bad,
    int uncertain,
    List<TagTruth> tags) {
  public GroupTruth {
    missed = Map.copyOf(missed);
    tags = List.copyOf(tags);
  }

  /** Scans that did not come, for whatever reason. */
  public long allMissed() {
    return missed.values().stream().mapToLong(Long::longValue).sum();
  }
}
