package io.sluice.gateway.setpoints;

import org.jspecify.annotations.Nullable;

/**
 * What the guard must know of a setpoint's past; immutable.
 *
 * @param phase where the setpoint stands
 * @param pending value being written now, or null
 * @param last the newest write that may have reached the device, or null since the last release
 * @param lastNanos monotonic time at which the newest write was over; null before the first
 * @param writesInWindow writes in the budget's sliding window
 * @param slotNanos when the oldest of them leaves the window
 */
public record SetpointState(
    Phase phase,
    @Nullable Double pending,
    @Nullable LastWrite last,
    @Nullable Long lastNanos,
    int writesInWindow,
    long slotNanos) {

  /**
   * A write that may have reached the device.
   *
   * @param value value sent
   * @param before value the device held
   * @param confirmation whether the device was seen to hold it
   */
  public record LastWrite(double value, double before, Confirmation confirmation) {}

  /** What is known of a write's effect. */
  public enum Confirmation {
    SEEN,
    UNKNOWN
  }

  /** A setpoint that has never written. */
  public static SetpointState fresh(Phase phase) {
    return new SetpointState(phase, null, null, null, 0, 0);
  }
}
