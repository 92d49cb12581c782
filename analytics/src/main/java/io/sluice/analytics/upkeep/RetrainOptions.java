package io.sluice.analytics.upkeep;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;

/**
 * When a model is trained anew on clean live rows. What comes of it is never the champion by
 * itself.
 *
 * @param every time between two trainings, 1 h or more
 * @param propose what becomes of the new model
 */
public record RetrainOptions(
    @JsonPropertyDescription("Time between two trainings on clean live rows, 1 h or more.")
        @JsonProperty(defaultValue = "7 d")
        Duration every,
    @JsonPropertyDescription(
            "candidate waits for a person, shadow scores beside the champion at once.")
        @JsonProperty(defaultValue = "candidate")
        Propose propose) {
  /** What becomes of a new model. */
  public enum Propose {
    CANDIDATE,
    SHADOW
  }

  public RetrainOptions {
    if (every.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException("every is " + every + ", must be 1 h or more");
    }
  }
}
