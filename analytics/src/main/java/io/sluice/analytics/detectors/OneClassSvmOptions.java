package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code one-class-svm}.
 *
 * @param window length of the feature window, or null to choose it in training
 * @param nu share of training rows the boundary may leave outside, 0.001 to 0.5, or null to choose
 *     it in training
 * @param gamma width of the kernel, or null to choose it in training
 * @param maxTrainingRows most rows the boundary is drawn from, evenly thinned; 200 to 10,000
 * @param seed of the trainer
 */
@JsonClassDescription("Draws a boundary around normal operation; notices whatever lies outside.")
public record OneClassSvmOptions(
    @JsonPropertyDescription(
            "Length of the feature window, as `15 s`; chosen in training where it is not given.")
        @Nullable Duration window,
    @JsonPropertyDescription(
            "Share of training rows that may lie outside the boundary; chosen in training where it"
                + " is not given.")
        @DecimalMin("0.001")
        @DecimalMax("0.5")
        @Nullable Double nu,
    @JsonPropertyDescription("Width of the kernel; chosen in training where it is not given.")
        @DecimalMin("0.000001")
        @DecimalMax("100")
        @Nullable Double gamma,
    @JsonPropertyDescription("Most rows the boundary is drawn from; more are thinned evenly.")
        @JsonProperty(defaultValue = "5000")
        @Min(200)
        @Max(10000)
        int maxTrainingRows,
    @JsonPropertyDescription("Seed of the trainer.") @JsonProperty(defaultValue = "12345")
        long seed) {}
