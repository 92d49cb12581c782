package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code pca}.
 *
 * @param window length of the feature window, or null for the usual one
 * @param variance share of the variance that the kept components explain, 0.5 to 0.999
 */
@JsonClassDescription("Learns how tags move together; notices when they no longer do.")
public record PcaOptions(
    @JsonPropertyDescription(
            "Length of the feature window, as `15 s`; 15 rows, or fewer where there is little to learn from.")
        @Nullable Duration window,
    @JsonPropertyDescription("Share of the variance that the kept components explain.")
        @JsonProperty(defaultValue = "0.90")
        @DecimalMin("0.5")
        @DecimalMax("0.999")
        double variance) {}
