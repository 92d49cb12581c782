package io.sluice.connectors;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one tag, whatever its value.
 *
 * @param tag which
 * @param status of its newest sample; Bad_WaitingForInitialData where there was none
 * @param sourceTime of its newest sample, or null where there was none
 * @param age how long ago the gateway had that sample, by the monotonic clock
 * @param stale no sample, and no sign that nothing changed, for three intervals
 * @param lastBad its last Bad status, or null
 * @param lastBadAt when the gateway had that, or null
 * @param sinceChange how long ago its value last became another one, or null
 * @param sinceStart its samples since the connection was started
 * @param lately its samples of the last one to two minutes
 */
public record TagTruth(
    Tag tag,
    StatusCode status,
    @Nullable Instant sourceTime,
    @Nullable Duration age,
    boolean stale,
    @Nullable StatusCode lastBad,
    @Nullable Instant lastBadAt,
    @Nullable Duration sinceChange,
    Shares sinceStart,
    Shares lately) {}
