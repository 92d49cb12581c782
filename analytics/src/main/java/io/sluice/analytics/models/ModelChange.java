package io.sluice.analytics.models;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a version.
 *
 * @param time when
 * @param version of the detector's model
 * @param from the state before, or null where the version is new
 * @param to the state after
 * @param deed who did it and why
 */
public record ModelChange(
    Instant time, int version, @Nullable ModelState from, ModelState to, Deed deed) {}
