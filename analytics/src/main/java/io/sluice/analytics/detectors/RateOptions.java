package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code rate}.
 *
 * @param window over which the rate is taken, or null for 15 rows
 * @param limits by tag, unit per second, each above 0; or null where training says all
 */
@JsonClassDescription("How fast each tag changes; notices one that moves faster than it may.")
public record RateOptions(
    @JsonPropertyDescription(
            "Length over which the rate is taken, as `15 s`; 15 rows where it is not given.")
        @Nullable Duration window,
    @JsonPropertyDescription(
            "Fastest change allowed by tag, in its unit per second; from training for the others.")
        @Nullable Map<String, Double> limits) {
  public RateOptions {
    limits = UserLimits.ordered(limits);
    limits.forEach(
        (tag, limit) -> {
          if (!(limit > 0 && limit <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                "the limit of " + tag + " is " + limit + ", must be above 0");
          }
        });
  }
}
