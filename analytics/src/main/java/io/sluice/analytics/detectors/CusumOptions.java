package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

/**
 * Options of {@code cusum}.
 *
 * @param slack how far outside its usual band a tag must be to count, in its standard deviations, 0
 *     to 5
 */
@JsonClassDescription("Adds up how far each tag is off; notices small shifts that last.")
public record CusumOptions(
    @JsonPropertyDescription(
            "How far outside its usual band a tag must be to count, in its standard deviations.")
        @JsonProperty(defaultValue = "0.25")
        @DecimalMin("0")
        @DecimalMax("5")
        double slack) {}
