package io.sluice.gateway.recorder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the flight recorder stands.
 *
 * @param state where it stands
 * @param problem why it does not record, null where it does or is off
 * @param scans scans recorded since the start
 * @param samples samples in them
 * @param droppedBusy scans that found the queue full
 * @param droppedDisk scans that the disk did not take
 * @param bytes of the ring on disk
 * @param segments files of the ring
 * @param oldest when the oldest of them begins, null where there is none
 * @param written bytes written since the start
 */
public record RecorderStatus(
    State state,
    @Nullable String problem,
    long scans,
    long samples,
    long droppedBusy,
    long droppedDisk,
    long bytes,
    int segments,
    @Nullable Instant oldest,
    long written) {
  /** Where a recorder stands. */
  public enum State {
    ON,
    OFF,
    /** Waiting for room on the disk. */
    DISK_FULL
  }
}
