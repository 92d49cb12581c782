package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code onnx}.
 *
 * @param model the model file; a relative path counts from the configuration's directory
 * @param input what the model is fed with
 * @param output the output that is the measure, or null where there is only one of numbers
 * @param unusual which end of the output is the unusual one
 * @param window rows that the quality gate and the explanations look back on, or null for 15
 */
@JsonClassDescription("Scores with a model that was made elsewhere; needs ONNX Runtime's jar.")
public record OnnxOptions(
    @JsonPropertyDescription("The model file, as `models/pump.onnx`.") @NotBlank String model,
    @JsonPropertyDescription("What the model is fed with.") @JsonProperty(defaultValue = "columns")
        Input input,
    @JsonPropertyDescription(
            "The output that is the measure; not needed where there is only one of numbers.")
        @Nullable String output,
    @JsonPropertyDescription("Which end of the output is the unusual one.")
        @JsonProperty(defaultValue = "high")
        Unusual unusual,
    @JsonPropertyDescription(
            "How far back the quality gate and the window features look; 15 rows where it is not"
                + " given.")
        @Nullable Duration window) {
  /** What a model is fed with: one row of numbers. */
  public enum Input {
    /** The asset's numeric tags as they were read, in the order of its tag list. */
    COLUMNS,
    /** Window features, each less its mean in training and over its deviation. */
    FEATURES
  }

  /** Which end of the output is the unusual one. */
  public enum Unusual {
    /** A distance or an error. */
    HIGH,
    /** A likelihood, or the decision function of an isolation forest. */
    LOW
  }
}
