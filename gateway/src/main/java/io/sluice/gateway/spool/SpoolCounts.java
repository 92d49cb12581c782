package io.sluice.gateway.spool;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The loss ledger at one instant: {@code appended = delivered + gaps + pending}, always, over the
 * whole life of the spool. A record counts from the moment it is on disk.
 *
 * @param appended sequence numbers given out
 * @param delivered records released
 * @param gaps sequence numbers declared lost, whether or not their gap record has been delivered
 * @param pending records on disk, taken ones too
 * @param pendingGaps gap records on disk; they have no number of their own
 * @param lostByReason {@code gaps} by reason: full, age, busy, disk-full, too-large, damaged
 * @param refusedByReason records refused since the spool was opened, by {@link Refusal#word}
 * @param waiting records in memory, not yet on disk and not yet acknowledged
 * @param inFlight records of the batch that is out
 * @param bytes what the records on disk take of {@code max-bytes}
 * @param fileBytes size of the database file
 * @param oldestAge how long the oldest record on disk has waited; zero where there is none
 * @param state how it is doing
 * @param problem one sentence on the latest trouble, empty where there was none
 */
public record SpoolCounts(
    long appended,
    long delivered,
    long gaps,
    long pending,
    long pendingGaps,
    Map<String, Long> lostByReason,
    Map<String, Long> refusedByReason,
    long waiting,
    long inFlight,
    long bytes,
    long fileBytes,
    Duration oldestAge,
    State state,
    String problem) {

  public SpoolCounts {
    lostByReason = Map.copyOf(lostByReason);
    refusedByReason = Map.copyOf(refusedByReason);
  }

  /** Every loss by its reason: declared gaps, and refusals that were not declared. */
  public Map<String, Long> droppedByReason() {
    Map<String, Long> dropped = new TreeMap<>(refusedByReason);
    lostByReason.forEach((reason, count) -> dropped.merge(reason, count, Math::max));
    return dropped;
  }

  /** How a spool is doing. */
  public enum State {
    /** Appends reach the disk. */
    OPEN,
    /** Free space is below the reserve: appends wait in memory, then are refused. */
    DISK_FULL,
    /** The database failed; it is being reopened, appends wait in memory. */
    REOPENING,
    CLOSED
  }
}
