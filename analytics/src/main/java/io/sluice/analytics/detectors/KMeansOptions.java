package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code k-means}.
 *
 * @param window length of the feature window, or null for the usual one
 * @param clusters how many states normal operation has, 1 to 64, or null for what training rows
 *     show
 * @param seed of the trainer
 */
@JsonClassDescription("Distance from the nearest of the states that normal operation is found in.")
public record KMeansOptions(
    @JsonPropertyDescription(
            "Length of the feature window, as `15 s`; 15 rows, or fewer where there is little to learn from.")
        @Nullable Duration window,
    @JsonPropertyDescription(
            "How many states normal operation has; as training rows show where it is not given.")
        @Min(1)
        @Max(64)
        @Nullable Integer clusters,
    @JsonPropertyDescription("Seed of the trainer.") @JsonProperty(defaultValue = "12345")
        long seed) {}
