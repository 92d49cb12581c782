package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code flatline}.
 *
 * @param times how many times longer than ever in training a tag may stand still, 1 to 100
 * @param limits by tag, each above 0; or null where training says all
 */
@JsonClassDescription("Notices a tag that stands still for longer than it ever did.")
public record FlatlineOptions(
    @JsonPropertyDescription("How many times longer than ever in training a tag may stand still.")
        @JsonProperty(defaultValue = "3")
        @DecimalMin("1")
        @DecimalMax("100")
        double times,
    @JsonPropertyDescription(
            "Longest time to stand still by tag, as `10 s`; from training for the others.")
        @Nullable Map<String, Duration> limits) {
  public FlatlineOptions {
    limits = UserLimits.ordered(limits);
    limits.forEach(
        (tag, limit) -> {
          if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException(
                "the limit of " + tag + " is " + limit + ", must be above 0 s");
          }
        });
  }
}
