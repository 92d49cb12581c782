package io.sluice.gateway.assets;

import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.upkeep.RetrainOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a detector is to do, as configured.
 *
 * @param detector its name
 * @param kind how it notices
 * @param options the kind's own options
 * @param alarm when a score becomes an alarm
 * @param goal how often normal operation may raise the alarm
 * @param learnFor how much normal operation it learns from where there is no model, positive
 * @param history a file of normal operation to learn from at once, or null to learn from live rows
 * @param retrain when it is trained anew, or null for never by itself
 */
public record WatchPlan(
    String detector,
    DetectorKind<?> kind,
    Record options,
    AlarmOptions alarm,
    Goal goal,
    Duration learnFor,
    @Nullable Path history,
    @Nullable RetrainOptions retrain) {
  private static final Duration LEAST_MARGIN = Duration.ofSeconds(30);

  /** How far from an abnormal row a row is clean: a fault begins before it is noticed. */
  static Duration margin(AlarmOptions alarm) {
    Duration delays = alarm.onDelay().plus(alarm.offDelay()).multipliedBy(2);
    return delays.compareTo(LEAST_MARGIN) < 0 ? LEAST_MARGIN : delays;
  }
}
