package io.sluice.gateway.setpoints;

import org.jspecify.annotations.Nullable;

/** All that one decision rests on. */
record Question(
    SetpointLimits limits,
    SetpointRequest request,
    SetpointState state,
    Inputs inputs,
    Look look,
    long nowNanos) {

  /** Where the inputs come from. */
  enum Look {
    /** The newest scans: a missing tag says nothing. */
    CACHED,
    /** Read from the devices for this decision: a missing tag forbids it. */
    FRESH
  }

  boolean fresh() {
    return look == Look.FRESH;
  }

  /** The value the device holds; rules have made sure that there is one. */
  double current() {
    Double current = currentOrNull();
    if (current == null) {
      throw new IllegalStateException(limits.tag().name() + " was not read");
    }
    return current;
  }

  private @Nullable Double currentOrNull() {
    Inputs.Sample sample = inputs.get(limits.tag().name());
    return sample == null ? null : sample.value();
  }
}
