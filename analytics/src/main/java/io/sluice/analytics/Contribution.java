package io.sluice.analytics;

/**
 * A tag's part in a score: the "why" of an alarm, in the plant's units.
 *
 * @param tag the tag
 * @param unit its unit, may be empty
 * @param share its part of the score, 0 to 1
 * @param observed mean over the window
 * @param expected what the other tags led the model to expect
 * @param usualLow 1 % quantile of the window mean in training
 * @param usualHigh 99 % quantile of the window mean in training
 */
public record Contribution(
    String tag,
    String unit,
    double share,
    double observed,
    double expected,
    double usualLow,
    double usualHigh) {}
