package io.sluice.gateway.setpoints;

/**
 * Somebody asks for an absolute value.
 *
 * @param target value asked for, in the tag's unit; whatever a route computed, also not finite
 * @param route who asks: the route's id, {@code fail-safe}, or a person
 * @param reason why, in one sentence: the detector and what it saw
 * @param atNanos monotonic time of the newest scan the request rests on; the deadline counts from
 *     here
 */
public record SetpointRequest(double target, String route, String reason, long atNanos) {}
