package io.sluice.analytics.alarms;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/**
 * When alarms come faster than an operator can answer them: more than 10 in 10 minutes by
 * ISA-18.2-2016, clause 16, and EEMUA 191.
 *
 * @param most announcements within the time that are no flood yet
 * @param within that time
 * @param collect the highest priority that is collected during a flood
 */
public record FloodOptions(
    @JsonPropertyDescription("Announcements within the time that are no flood yet.")
        @JsonProperty(defaultValue = "10")
        @Min(1)
        @Max(1000)
        int most,
    @JsonPropertyDescription("The time in which announcements are counted.")
        @JsonProperty(defaultValue = "10 min")
        @Positive
        Duration within,
    @JsonPropertyDescription("Highest priority that is collected instead of announced in a flood.")
        @JsonProperty(defaultValue = "medium")
        Priority collect) {
  /** What the standards say. */
  public static final FloodOptions USUAL =
      new FloodOptions(10, Duration.ofMinutes(10), Priority.MEDIUM);
}
