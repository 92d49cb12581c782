package io.sluice.simulator.instruments;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * One write that arrived at the plant.
 *
 * @param time wall-clock time at the plant
 * @param plantTime time since the plant started
 * @param protocol the wire it came on
 * @param tag tag name, or the bare address where no tag is there
 * @param raw what came, as the protocol writes it
 * @param value engineering value, empty where what came is no value of one tag
 * @param accepted whether the plant took it
 * @param reason why it was refused, empty where accepted
 */
public record WriteRecord(
    Instant time,
    Duration plantTime,
    Protocol protocol,
    String tag,
    String raw,
    OptionalDouble value,
    boolean accepted,
    String reason) {}
