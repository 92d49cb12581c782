package io.sluice.connectors;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection as it stands, for people and for health.
 *
 * @param connection its name
 * @param kind its protocol kind
 * @param state where it stands
 * @param since when that state began
 * @param lastGoodScan read time of the last scan with a Good sample, or null
 * @param lastError what is wrong in one sentence without stack; while ONLINE it is over and begins
 *     with {@code before:}; null where nothing has gone wrong yet
 * @param scans scans delivered to the listener
 * @param samples samples in them
 * @param scansMissed scans that were due and could not be read
 * @param reconnects times it came online again after having been online
 * @param retryIn until the next try in milliseconds, 0 where none is planned
 */
public record ConnectionStatus(
    String connection,
    String kind,
    ConnectionState state,
    Instant since,
    @Nullable Instant lastGoodScan,
    @Nullable String lastError,
    long scans,
    long samples,
    long scansMissed,
    long reconnects,
    long retryIn) {}
