package io.sluice.gateway.config.tests;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.gateway.options.Quantity;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the plant shows: samples written here or in a CSV file, or a recording, or a scenario of the
 * simulator. Files are relative to the test file.
 *
 * @param samples by tag: points in rising time
 * @param csv the same as a table: {@code time} and a column for each tag
 * @param file the same table in a file
 * @param course what a tag does between two points, or null where no tag has two
 * @param noise by tag: standard deviation of noise added to its samples
 * @param seed everything that looks like chance follows from it
 * @param recording a recording of this plant
 * @param scenario the simulator's plant
 * @param fault one fault of the scenario
 * @param at when it begins
 * @param lasts how long it stays, or null for ever
 * @param faults more than one fault
 * @param release setpoints that the person {@code test} releases at time zero
 * @param models where detectors get their models
 * @param history normal operation to train from where the plant has none of its own, or null
 */
public record Given(
    @JsonPropertyDescription(
            "By tag a list of points as \"60 s 180 l/min\" or \"90 s Bad_NotConnected\"; a value"
                + " without time holds from 0 s.")
        Map<String, List<TimedSample>> samples,
    @JsonPropertyDescription("The samples as a table: time and a column for each tag.")
        @Nullable String csv,
    @JsonPropertyDescription("The same table in a CSV file beside this one.") @Nullable String file,
    @JsonProperty("then")
        @JsonPropertyDescription(
            "What a tag does between two points: hold the value, or ramp to the next.")
        @Nullable Course course,
    @JsonPropertyDescription("By tag the standard deviation of noise on its samples.")
        Map<String, Quantity> noise,
    @JsonProperty(defaultValue = "1")
        @JsonPropertyDescription("Everything that looks like chance follows from it.")
        @PositiveOrZero
        long seed,
    @JsonPropertyDescription("A recording of this plant, relative to this file.")
        @Nullable String recording,
    @JsonPropertyDescription("The simulator's plant; writes act on its physics.")
        @Nullable Scenery scenario,
    @JsonPropertyDescription("One fault of the scenario, as cavitation or stuck-sensor(TAG).")
        @Nullable String fault,
    @JsonPropertyDescription("When that fault begins.") @Nullable Duration at,
    @JsonProperty("for")
        @JsonPropertyDescription("How long that fault stays; else for ever.")
        @Positive
        @Nullable Duration lasts,
    @JsonPropertyDescription("Several faults, each with fault, at and for.")
        List<PlantFault> faults,
    @JsonPropertyDescription("Setpoints that the person \"test\" releases at time zero.")
        List<String> release,
    @JsonProperty(defaultValue = "saved-or-trained")
        @JsonPropertyDescription(
            "Where detectors get their models: the saved one where it fits, or one trained for"
                + " the test.")
        Models models,
    @JsonPropertyDescription("A CSV file of normal operation to train from, relative to this file.")
        @Nullable String history) {
  /** The plants of the simulator. */
  public enum Scenery {
    /** A pump skid and the heat exchanger that it feeds. */
    PUMP_SKID
  }

  /** What a tag does between two points. */
  public enum Course {
    HOLD,
    RAMP
  }

  /** Where a detector gets its model. */
  public enum Models {
    /** The newest of the data directory where it fits, else trained. */
    SAVED_OR_TRAINED,
    /** The newest of the data directory. */
    SAVED,
    /** Trained for the test, whatever is saved. */
    TRAINED
  }

  /** Which of the three the plant is. */
  public enum Source {
    SAMPLES,
    RECORDING,
    SCENARIO
  }

  public Given {
    samples = Collections.unmodifiableMap(new LinkedHashMap<>(samples));
    noise = Collections.unmodifiableMap(new LinkedHashMap<>(noise));
    faults = List.copyOf(faults);
    release = List.copyOf(release);
    boolean sampled = !samples.isEmpty() || csv != null || file != null;
    int sources = (sampled ? 1 : 0) + (recording == null ? 0 : 1) + (scenario == null ? 0 : 1);
    if (sources != 1) {
      throw new IllegalArgumentException(
          (sources == 0 ? "nothing is given" : "more than one plant is given")
              + "; allowed is one of samples (with csv or file), recording, scenario");
    }
    if (scenario == null && (fault != null || !faults.isEmpty())) {
      throw new IllegalArgumentException(
          "a fault is given without a scenario; add scenario: pump-skid");
    }
    if (fault == null && (at != null || lasts != null)) {
      throw new IllegalArgumentException("at or for is given without a fault");
    }
    if (!sampled && (course != null || !noise.isEmpty())) {
      throw new IllegalArgumentException("then and noise belong to samples; none are given");
    }
  }

  public Source source() {
    return scenario != null
        ? Source.SCENARIO
        : recording != null ? Source.RECORDING : Source.SAMPLES;
  }

  /** The single fault and the others. */
  public List<PlantFault> allFaults() {
    List<PlantFault> all = new ArrayList<>();
    if (fault != null) {
      all.add(new PlantFault(fault, at == null ? Duration.ZERO : at, lasts));
    }
    all.addAll(faults);
    return all;
  }
}
