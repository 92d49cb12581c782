package io.sluice.gateway.setpoints;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Quantity;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;

/** Parameters of a route's {@code setpoint:} step. */
public record AdjustmentOptions(
    @JsonProperty("while")
        @JsonPropertyDescription(
            "Detector whose alarm keeps the adjustment up, as `pump-1-health`.")
        @NotBlank
        String whileAlarm,
    @JsonPropertyDescription(
            "Change from the operator's value, as `-10 %` of it, or as an amount with its unit.")
        Quantity step,
    @JsonProperty(value = "return", defaultValue = "ramp")
        @JsonPropertyDescription("What follows the end of the alarm.")
        Return returning,
    @JsonPropertyDescription("How long the alarm must be gone before the way back begins.")
        @JsonProperty(defaultValue = "5 s")
        Duration dwell) {
  public AdjustmentOptions {
    if (step.value() == 0) {
      throw new IllegalArgumentException("step is " + step + ", must not be 0");
    }
    if (dwell.isNegative()) {
      throw new IllegalArgumentException(
          "dwell is " + Durations.text(dwell) + ", must be 0 or more");
    }
  }

  /** What follows the end of the alarm. */
  public enum Return {
    @JsonPropertyDescription("Goes back to the operator's value within the limits.")
    RAMP,
    @JsonPropertyDescription("Stays where it is.")
    HOLD
  }
}
