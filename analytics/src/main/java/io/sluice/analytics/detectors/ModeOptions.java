package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import java.time.Duration;

/**
 * Whether operating modes have models of their own.
 *
 * @param by what tells the modes apart
 * @param settle how long after a change of mode nothing is judged nor learnt, 0 or more
 */
public record ModeOptions(
    @JsonPropertyDescription("What tells the operating modes apart that have a model each.")
        @JsonProperty(defaultValue = "mode-tag")
        By by,
    @JsonPropertyDescription("How long after a change of mode nothing is judged.")
        @JsonProperty(defaultValue = "0 s")
        @DecimalMax("86400")
        Duration settle) {
  /** One model for all modes. */
  public static final ModeOptions TOGETHER = new ModeOptions(By.TOGETHER, Duration.ZERO);

  /** What tells operating modes apart. */
  public enum By {
    @JsonPropertyDescription("The asset's mode tags; one model where it has none.")
    MODE_TAG,
    @JsonPropertyDescription("Groups of setpoints, where they lie clearly apart.")
    SETPOINTS,
    @JsonPropertyDescription("Nothing: one model serves all modes.")
    TOGETHER
  }

  public ModeOptions {
    if (settle.isNegative()) {
      throw new IllegalArgumentException("settle is " + settle + ", must not be negative");
    }
  }
}
