package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code spectrum}.
 *
 * @param tags the tags whose spectrum is watched, or null for all process tags
 * @param points rows of a spectrum, a power of two from 32 to 4,096
 * @param bands equal bands up to half the row rate, 1 to 64
 * @param edges limits of the bands in Hz, rising, two or more, or null for equal bands
 */
@JsonClassDescription("Learns how strongly a tag vibrates in each band of frequencies.")
public record SpectrumOptions(
    @JsonPropertyDescription(
            "The tags whose spectrum is watched; all process tags where it is not given.")
        @Nullable List<String> tags,
    @JsonPropertyDescription("Rows of a spectrum, a power of two.")
        @JsonProperty(defaultValue = "256")
        @Min(32)
        @Max(4096)
        int points,
    @JsonPropertyDescription("Equal bands up to half the row rate; not used where edges are given.")
        @JsonProperty(defaultValue = "8")
        @Min(1)
        @Max(64)
        int bands,
    @JsonPropertyDescription("Limits of the bands in Hz, rising, as `[10, 50, 120]`.")
        @Nullable List<Double> edges) {
  public SpectrumOptions {
    if (Integer.bitCount(points) != 1) {
      throw new IllegalArgumentException(
          "points is " + points + ", must be a power of two from 32 to 4096");
    }
    if (edges != null) {
      edges = List.copyOf(edges);
      requireRising(edges);
    }
  }

  private static void requireRising(List<Double> edges) {
    boolean rising = edges.size() >= 2 && edges.size() <= 65 && edges.get(0) >= 0;
    for (int i = 1; i < edges.size(); i++) {
      rising &= edges.get(i) > edges.get(i - 1);
    }
    if (!rising) {
      throw new IllegalArgumentException(
          "edges are " + edges + ", must be 2 to 65 frequencies from 0 Hz up, each above the last");
    }
  }
}
