package io.sluice.gateway.setpoints;

import io.sluice.connectors.WriteResult;
import org.jspecify.annotations.Nullable;

/**
 * All that became of one request.
 *
 * @param before value the device held at the decision, null where it was not read
 * @param result of the last write attempt, null where nothing was handed to the port
 * @param attempts write attempts handed to the port: 0, 1, or 2 after a retry
 * @param phase where the setpoint stands afterwards
 */
public record SetpointOutcome(
    String setpoint,
    SetpointRequest request,
    Decision decision,
    @Nullable Double before,
    @Nullable WriteResult result,
    int attempts,
    Phase phase) {}
