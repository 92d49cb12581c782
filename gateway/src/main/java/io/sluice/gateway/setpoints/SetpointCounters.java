package io.sluice.gateway.setpoints;

/**
 * What a setpoint has done since it was made. Always: requests = writes + clamps + holds + refusals
 * + shadows + one while a request is being worked on; sent = confirmed + mismatches + unconfirmed +
 * failed + expired + one while a write is under way.
 *
 * @param requests requests taken
 * @param writes decisions to write as asked
 * @param clamps decisions to write less than asked
 * @param holds decisions to keep the last value
 * @param refusals decisions against the request itself
 * @param shadows values that would have been written
 * @param sent writes handed to the port, retries included
 * @param confirmed seen in the device
 * @param mismatches the device showed another value
 * @param unconfirmed could not be read back, or never answered
 * @param failed refused or not sent
 * @param expired too late, never sent
 * @param auditFailures audit lines that could not be written
 * @param heartbeats heartbeats handed to the port
 * @param heartbeatFailures heartbeats not confirmed
 */
public record SetpointCounters(
    long requests,
    long writes,
    long clamps,
    long holds,
    long refusals,
    long shadows,
    long sent,
    long confirmed,
    long mismatches,
    long unconfirmed,
    long failed,
    long expired,
    long auditFailures,
    long heartbeats,
    long heartbeatFailures) {}
