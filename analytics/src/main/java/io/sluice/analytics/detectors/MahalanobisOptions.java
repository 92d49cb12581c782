package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code mahalanobis}.
 *
 * @param window length of the feature window, or null for the usual one
 * @param shrinkage how far correlations are drawn towards none, 0 to 1, or null for what the number
 *     of rows asks for
 */
@JsonClassDescription(
    "Distance from normal operation, measured along and across how tags move together; its"
        + " statistics can be merged across gateways.")
public record MahalanobisOptions(
    @JsonPropertyDescription(
            "Length of the feature window, as `15 s`; 15 rows, or fewer where there is little to learn from.")
        @Nullable Duration window,
    @JsonPropertyDescription(
            "How far correlations are drawn towards none; by the number of rows where it is not"
                + " given.")
        @DecimalMin("0")
        @DecimalMax("1")
        @Nullable Double shrinkage) {}
