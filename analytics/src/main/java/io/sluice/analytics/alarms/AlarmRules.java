package io.sluice.analytics.alarms;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import java.time.Duration;

/**
 * What all alarms of a gateway have in common.
 *
 * @param flood when alarms come faster than an operator can answer them
 * @param firstOut longest time between an alarm of an asset and one that follows from it, 0 or more
 */
public record AlarmRules(
    @JsonPropertyDescription("When alarms come faster than an operator can answer them.")
        FloodOptions flood,
    @JsonPropertyDescription(
            "Longest time between an alarm of an asset and one that follows from it.")
        @JsonProperty(defaultValue = "30 s")
        @DecimalMax("86400")
        Duration firstOut) {
  /** What the standards say. */
  public static final AlarmRules USUAL = new AlarmRules(FloodOptions.USUAL, Duration.ofSeconds(30));
}
