package io.sluice.analytics;

import java.time.Duration;

/**
 * What the user wants of a trained detector.
 *
 * @param falseAlarmsPerWeek alarms a week that normal operation may raise, above 0, at most 10,000
 * @param onDelay how long a score stays at the threshold before the alarm, 0 or more
 */
public record Goal(double falseAlarmsPerWeek, Duration onDelay) {
  /** One false alarm a week, without on-delay. */
  public static final Goal USUAL = new Goal(1, Duration.ZERO);

  /** Most false alarms a week that can be asked for: about one a minute. */
  public static final double MOST = 10_000;

  public Goal {
    if (!(falseAlarmsPerWeek > 0 && falseAlarmsPerWeek <= MOST)) {
      throw new IllegalArgumentException(
          "false alarms are " + falseAlarmsPerWeek + " per week, must be above 0, up to " + MOST);
    }
    if (onDelay.isNegative()) {
      throw new IllegalArgumentException("on-delay is " + onDelay + ", must not be negative");
    }
  }
}
