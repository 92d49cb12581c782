package io.sluice.gateway.setpoints;

import org.jspecify.annotations.Nullable;

/**
 * A setpoint for screens.
 *
 * @param phase where it stands
 * @param reason why it stands there, empty where it is as it should be
 * @param person who released it, null where nobody did
 * @param current value in the device as last read, null where not known
 * @param baseline value in the device at the last release or, in shadow, at the first read; null
 *     where not known
 * @param lastDecision the newest decision, null before the first request
 * @param releases how often a person has released it
 */
public record SetpointStatus(
    String name,
    SetpointMode mode,
    Phase phase,
    String reason,
    @Nullable String person,
    @Nullable Double current,
    @Nullable Double baseline,
    @Nullable Decision lastDecision,
    long releases,
    SetpointCounters counters) {}
