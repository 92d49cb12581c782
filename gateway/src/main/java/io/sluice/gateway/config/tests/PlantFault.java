package io.sluice.gateway.config.tests;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong in a scenario.
 *
 * @param fault as the simulator writes it: {@code cavitation}, {@code stuck-sensor(TAG)} …
 * @param at when it begins
 * @param lasts how long it stays, or null for ever
 */
public record PlantFault(
    @JsonPropertyDescription("What goes wrong, as cavitation or stuck-sensor(TAG).") String fault,
    @JsonProperty(defaultValue = "0 s") @JsonPropertyDescription("When it begins.") Duration at,
    @JsonProperty("for") @JsonPropertyDescription("How long it stays; else for ever.") @Positive
        @Nullable Duration lasts) {}
