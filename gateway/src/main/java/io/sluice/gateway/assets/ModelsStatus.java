package io.sluice.gateway.assets;

import io.sluice.analytics.drift.DriftReport;
import io.sluice.analytics.trial.Observed;
import io.sluice.analytics.trial.TrialRecord;
import org.jspecify.annotations.Nullable;

/**
 * How the versions of a detector's model stand, for screens.
 *
 * @param champion version that drives the alarm; 0 while there is none
 * @param service what it did since the gateway started
 * @param shadow version that is tried beside it; 0 where there is none
 * @param trial what that has shown
 * @param shadowAlarm whether the shadow's alarm would stand
 * @param shadowTooSlow whether the shadow took too long and is asked no more
 * @param before version that takes over where the champion fails; 0 where there is none
 * @param drift how the last window compares with training, or null before the first
 * @param cleanRows rows kept for retraining
 */
public record ModelsStatus(
    int champion,
    Observed service,
    int shadow,
    TrialRecord trial,
    boolean shadowAlarm,
    boolean shadowTooSlow,
    int before,
    @Nullable DriftReport drift,
    int cleanRows) {
  /** No model yet. */
  static final ModelsStatus NONE =
      new ModelsStatus(0, Observed.NONE, 0, TrialRecord.none(0), false, false, 0, null, 0);
}
