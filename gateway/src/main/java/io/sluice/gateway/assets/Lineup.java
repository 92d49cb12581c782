package io.sluice.gateway.assets;

import io.sluice.analytics.drift.Profile;
import io.sluice.analytics.trial.TrialRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which versions score, in which place.
 *
 * @param champion drives the alarm
 * @param profile what the champion's training rows looked like, or null where it does not know
 * @param shadow is tried beside it, or null
 * @param trial what was recorded of shadow and champion before
 * @param before was champion before this one, and takes over again where this one fails; or null
 */
record Lineup(
    Scoring champion,
    @Nullable Profile profile,
    @Nullable Scoring shadow,
    TrialRecord trial,
    @Nullable Scoring before) {
  /** True where the same versions are in the same places. */
  boolean isLike(@Nullable Lineup other) {
    return other != null
        && champion == other.champion
        && shadow == other.shadow
        && before == other.before;
  }
}
