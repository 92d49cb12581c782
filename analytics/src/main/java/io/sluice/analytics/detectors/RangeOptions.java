package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code range}.
 *
 * @param margin how far beyond what training has seen a tag may go, in parts of that range, 0 to 10
 * @param limits by tag; or null where the tag list or training says all
 */
@JsonClassDescription("Notices a tag outside its range: yours, the tag list's, or training's.")
public record RangeOptions(
    @JsonPropertyDescription(
            "How far beyond what training has seen a tag may go, in parts of that range.")
        @JsonProperty(defaultValue = "0.1")
        @DecimalMin("0")
        @DecimalMax("10")
        double margin,
    @JsonPropertyDescription(
            "Lowest and highest value by tag; the tag list's or training's for the others.")
        @Nullable Map<String, Ends> limits) {
  /**
   * A tag's range, at least one end of it.
   *
   * @param low lowest value allowed, in the tag's unit, or null for the tag list's
   * @param high highest value allowed, in the tag's unit, or null for the tag list's
   */
  public record Ends(
      @JsonPropertyDescription("Lowest value allowed, in the tag's unit.") @Nullable Double low,
      @JsonPropertyDescription("Highest value allowed, in the tag's unit.") @Nullable Double high) {
    public Ends {
      if (low == null && high == null) {
        throw new IllegalArgumentException("a range has neither low nor high, needs one of them");
      }
      if (low != null && high != null && !(low < high)) {
        throw new IllegalArgumentException(
            "a range is from low " + low + " to high " + high + ", low must be below high");
      }
    }
  }

  public RangeOptions {
    limits = UserLimits.ordered(limits);
  }
}
