package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

/**
 * Options of {@code ewma}.
 *
 * @param lambda weight of the newest value, 0.01 to 1
 */
@JsonClassDescription("Moving average of each tag; notices one that leaves its usual place.")
public record EwmaOptions(
    @JsonPropertyDescription("Weight of the newest value in the moving average.")
        @JsonProperty(defaultValue = "0.2")
        @DecimalMin("0.01")
        @DecimalMax("1")
        double lambda) {}
