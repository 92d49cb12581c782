package io.sluice.gateway.demo;

import io.sluice.simulator.VirtualPlant;
import io.sluice.simulator.cloud.VirtualCloud;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a demonstration is played with.
 *
 * @param duration of the whole, after everything is ready
 * @param seed of plant and training data
 * @param data directory of this run
 * @param plant runs already
 * @param cloud listens already
 * @param closedSetpoint the one that is released
 * @param shadowSetpoint the one that must never be written
 */
public record DemoSetting(
    Duration duration,
    long seed,
    Path data,
    VirtualPlant plant,
    VirtualCloud cloud,
    String closedSetpoint,
    String shadowSetpoint) {}
