package io.sluice.analytics.alarms;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a score becomes an alarm, and how long a person may keep it out of view.
 *
 * @param onDelay how long the score must stay at the threshold or above; 0 raises at once
 * @param offDelay how long it must stay below the off-level; 0 clears at once
 * @param priority how soon an operator has to act
 * @param latchLimit longest time an alarm stands on scores between off-level and threshold alone
 * @param deadband how far below the threshold the score must fall at least, as a part of it: the
 *     off-level is no higher than 1 - deadband
 * @param latch what becomes of the alarm when the process is back to normal
 * @param reAlarm how long after its acknowledgement a standing alarm is announced again, or null
 * @param reAlarmRise by what factor the score must rise after the acknowledgement for the alarm to
 *     be announced again, or null
 * @param shelveLimit longest time on the shelf
 * @param suppressedBy detectors whose active alarm suppresses this one
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
        Duration latchLimit,
    @JsonPropertyDescription("How far the score must fall below the threshold, as a part of it.")
        @JsonProperty(defaultValue = "0")
        @DecimalMin("0")
        @DecimalMax("0.9")
        double deadband,
    @JsonPropertyDescription("What becomes of the alarm when the process is back to normal.")
        @JsonProperty(defaultValue = "none")
        Latching latch,
    @JsonPropertyDescription(
            "How long after its acknowledgement a standing alarm is announced again.")
        @Positive
        @DecimalMax("31622400")
        @Nullable Duration reAlarm,
    @JsonPropertyDescription(
            "By what factor the score must rise after the acknowledgement to be announced again.")
        @DecimalMin("1.1")
        @DecimalMax("1000")
        @Nullable Double reAlarmRise,
    @JsonPropertyDescription("Longest time that a person may shelve the alarm.")
        @JsonProperty(defaultValue = "8 h")
        @Positive
        @DecimalMax("604800")
        Duration shelveLimit,
    @JsonPropertyDescription("Detectors whose active alarm suppresses this one, as `pump-1-trip`.")
        List<String> suppressedBy) {
  /** Longest time on the shelf where nothing else is said: a shift. */
  private static final Duration SHIFT = Duration.ofHours(8);

  private static final double MOST_DEADBAND = 0.9;

  public AlarmOptions {
    suppressedBy = List.copyOf(suppressedBy);
    notNegative("on-delay", onDelay);
    notNegative("off-delay", offDelay);
    if (latchLimit.compareTo(offDelay) < 0) {
      throw new IllegalArgumentException(
          "latch-limit is " + latchLimit + ", must not be below off-delay " + offDelay);
    }
    if (!(deadband >= 0 && deadband <= MOST_DEADBAND)) {
      throw new IllegalArgumentException(
          "deadband is " + deadband + ", must be 0 to " + MOST_DEADBAND);
    }
  }

  /** The same with what is usual for all else. */
  public AlarmOptions(Duration onDelay, Duration offDelay, Priority priority, Duration latchLimit) {
    this(onDelay, offDelay, priority, latchLimit, 0, Latching.NONE, null, null, SHIFT, List.of());
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
