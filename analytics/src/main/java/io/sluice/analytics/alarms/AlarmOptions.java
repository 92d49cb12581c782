package io.sluice.analytics.alarms;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import java.time.Duration;

/**
 * When a score becomes an alarm.
 *
 * @param onDelay how long the score must stay at the threshold or above; 0 raises at once
 * @param offDelay how long it must stay below the off-level; 0 clears at once
 * @param priority how soon an operator has to act
 * @param latchLimit longest time an alarm stands on scores between off-level and threshold alone
 */
public record AlarmOptions(
    @JsonPropertyDescription("How long the score must stay at the threshold or above.")
        @JsonProperty(defaultValue = "3 s")
        @DecimalMax("31622400")
        Duration onDelay,
    @JsonPropertyDescription("How long the score must stay below the off-level.")
        @JsonProperty(defaultValue = "10 s")
        @DecimalMax("31622400")
        Duration offDelay,
    @JsonPropertyDescription("How soon an operator has to act.")
        @JsonProperty(defaultValue = "medium")
        Priority priority,
    @JsonPropertyDescription("Longest time an alarm stands while the score is below the threshold.")
        @JsonProperty(defaultValue = "10 min")
        Duration latchLimit) {
  public AlarmOptions {
    notNegative("on-delay", onDelay);
    notNegative("off-delay", offDelay);
    if (latchLimit.compareTo(offDelay) < 0) {
      throw new IllegalArgumentException(
          "latch-limit is " + latchLimit + ", must not be below off-delay " + offDelay);
    }
  }

  /**
   * The usual delays where nothing but the time between rows is known: on after 3 rows, off after
   * 10, and no longer than 200 on scores between off-level and threshold.
   *
   * @param interval time between rows, above 0
   */
  public static AlarmOptions ofRows(Duration interval) {
    return new AlarmOptions(
        interval.multipliedBy(2),
        interval.multipliedBy(10),
        Priority.MEDIUM,
        interval.multipliedBy(200));
  }

  private static void notNegative(String name, Duration value) {
    if (value.isNegative() || value.compareTo(Duration.ofDays(366)) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ", must be 0 s to 366 d");
    }
  }
}
