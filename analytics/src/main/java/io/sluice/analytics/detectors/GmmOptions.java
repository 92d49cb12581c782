package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code gmm}.
 *
 * @param window length of the feature window, or null for the usual one
 * @param components how many normal distributions are mixed, 1 to 16, or null for what training
 *     rows show
 * @param seed of the trainer
 */
@JsonClassDescription("How unlikely the plant's state is under a mixture of normal distributions.")
public record GmmOptions(
    @JsonPropertyDescription(
            "Length of the feature window, as `15 s`; 15 rows, or fewer where there is little to learn from.")
        @Nullable Duration window,
    @JsonPropertyDescription(
            "How many normal distributions are mixed; as training rows show where it is not given.")
        @Min(1)
        @Max(16)
        @Nullable Integer components,
    @JsonPropertyDescription("Seed of the trainer.") @JsonProperty(defaultValue = "12345")
        long seed) {}
