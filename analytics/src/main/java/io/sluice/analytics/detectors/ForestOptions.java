package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code forest}.
 *
 * @param tags the tags that get a forest of their own, or null for all that can have one
 * @param shingle neighbouring values that are judged together, 2 to 32
 * @param trees of each forest, 10 to 100
 * @param mostTags most tags that may get a forest, 1 to 64
 * @param seed of the forests
 */
@JsonClassDescription(
    "Learns the usual course of each tag by itself and goes on learning; notices a new one.")
public record ForestOptions(
    @JsonPropertyDescription(
            "The tags that get a forest of their own; all process and thermal tags where it is not"
                + " given.")
        @Nullable List<String> tags,
    @JsonPropertyDescription("Neighbouring values that are judged together.")
        @JsonProperty(defaultValue = "8")
        @Min(2)
        @Max(32)
        int shingle,
    @JsonPropertyDescription("Trees of each forest.")
        @JsonProperty(defaultValue = "30")
        @Min(10)
        @Max(100)
        int trees,
    @JsonPropertyDescription(
            "Most tags that may get a forest: each costs 2 MB and about 50 µs a row.")
        @JsonProperty(defaultValue = "16")
        @Min(1)
        @Max(64)
        int mostTags,
    @JsonPropertyDescription("Seed of the forests.") @JsonProperty(defaultValue = "12345")
        long seed) {}
