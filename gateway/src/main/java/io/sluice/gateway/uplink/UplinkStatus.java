package io.sluice.gateway.uplink;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an uplink at one instant.
 *
 * @param state where it stands
 * @param connectedSince null where not connected
 * @param lastError one sentence on the latest trouble, null where there was none
 * @param sent records acknowledged by the far end since the start
 * @param failed records of failed batches since the start
 * @param inFlight records sent and not yet acknowledged
 */
public record UplinkStatus(
    State state,
    @Nullable Instant connectedSince,
    @Nullable String lastError,
    long sent,
    long failed,
    int inFlight) {

  /** Where an uplink stands. */
  public enum State {
    /** Not started, or closed. */
    OFFLINE,
    CONNECTING,
    ONLINE,
    /** Waiting before the next try. */
    BACKOFF
  }
}
