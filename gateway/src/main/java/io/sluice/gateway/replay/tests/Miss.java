package io.sluice.gateway.replay.tests;

import io.sluice.gateway.options.Position;

/**
 * Something that was expected and did not happen so.
 *
 * @param at where it is written
 * @param expected what should have happened, in the plant's words and units
 * @param received what did: the nearest thing to it
 */
public record Miss(Position at, String expected, String received) {}
