package io.sluice.gateway.config;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.analytics.Goal;
import io.sluice.analytics.alarms.AlarmOptions;
import io.sluice.analytics.detectors.ModeOptions;
import io.sluice.analytics.upkeep.RetrainOptions;
import io.sluice.gateway.options.PerTime;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What every detector of {@code detectors.yaml} has; its kind adds its own options beside these.
 *
 * @param asset what it watches
 * @param falseAlarms how often normal operation may raise its alarm
 * @param alarm how a score becomes an alarm
 * @param learn what it is trained on
 * @param modes whether operating modes have models of their own
 * @param retrain when it is trained anew, or null for only when a person asks
 */
@JsonClassDescription("What watches each asset and raises its alarm.")
public record DetectorEntry(
    @JsonPropertyDescription("The asset it watches, as `pump-1`.") String asset,
    @JsonPropertyDescription("How often normal operation may raise its alarm.")
        @JsonProperty(defaultValue = "1 per week")
        PerTime falseAlarms,
    @JsonPropertyDescription("How a score becomes an alarm.") AlarmOptions alarm,
    @JsonPropertyDescription("What it is trained on.") LearnOptions learn,
    @JsonPropertyDescription("Whether operating modes have models of their own.") ModeOptions modes,
    @JsonPropertyDescription("When it is trained anew on clean live rows; never by itself without.")
        @Nullable RetrainOptions retrain) {
  private static final Duration WEEK = Duration.ofDays(7);

  public DetectorEntry {
    double wanted = perWeek(falseAlarms);
    if (!(wanted > 0 && wanted <= Goal.MOST)) {
      throw new IllegalArgumentException(
          "false-alarms is %s, must be above 0, at most %.0f per week"
              .formatted(falseAlarms, Goal.MOST));
    }
  }

  /** What training aims at. */
  public Goal goal() {
    return new Goal(perWeek(falseAlarms), alarm.onDelay());
  }

  private static double perWeek(PerTime frequency) {
    return frequency.count() * WEEK.toNanos() / frequency.period().toNanos();
  }

  /**
   * Normal operation to learn from.
   *
   * @param time how long to watch the plant before training
   * @param history a CSV file with a column for each tag to learn from instead, or null
   */
  public record LearnOptions(
      @JsonPropertyDescription("How long to watch normal operation before training.")
          @JsonProperty(value = "for", defaultValue = "10 min")
          @Positive
          Duration time,
      @JsonPropertyDescription(
              "A CSV file of normal operation to learn from instead, as `history/pump-1.csv`.")
          @Nullable String history) {}
}
