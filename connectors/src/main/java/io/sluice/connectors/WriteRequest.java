package io.sluice.connectors;

import java.time.Duration;

/**
 * One absolute value for one tag.
 *
 * @param tag a writable tag
 * @param value in the tag's engineering unit, finite
 * @param notAfterNanos monotonic time after which it must not be sent any more
 * @param readBackWithin how long to go on reading back until the value is seen
 * @param tolerance largest difference to the value read back, in the tag's unit
 * @param permit asked right before sending
 */
public record WriteRequest(
    Tag tag,
    double value,
    long notAfterNanos,
    Duration readBackWithin,
    double tolerance,
    WritePermit permit) {
  public WriteRequest {
    if (!tag.writable()) {
      throw new IllegalArgumentException(tag.name() + " is not writable");
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(tag.name() + ": cannot write " + value);
    }
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException(tag.name() + ": tolerance is " + tolerance);
    }
  }

  /** With a permit that nobody withdraws. */
  public WriteRequest(
      Tag tag, double value, long notAfterNanos, Duration readBackWithin, double tolerance) {
    this(tag, value, notAfterNanos, readBackWithin, tolerance, new WritePermit());
  }

  /** The same write, which the permit can stop. */
  public WriteRequest under(WritePermit other) {
    return new WriteRequest(tag, value, notAfterNanos, readBackWithin, tolerance, other);
  }
}
