package io.sluice.connectors.recording;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.Map;

/**
 * Options of a connection of kind {@code recording}.
 *
 * @param file a recording of a gateway's own or a CSV; relative to the directory that Sluice is
 *     started in
 * @param repeat what happens at its end
 * @param groups tag groups by name
 */
public record RecordingOptions(
    @JsonPropertyDescription(
            "The recording: a .sluicerec, or a .csv with a column time and one for each tag.")
        @NotBlank
        String file,
    @JsonPropertyDescription("once ends with all tags Bad, forever begins again.")
        @JsonProperty(defaultValue = "once")
        Player.Repeat repeat,
    @JsonPropertyDescription("Tag groups: which tags come in one scan, and how often.") @NotEmpty
        Map<String, PlayedGroup> groups) {
  /**
   * One group.
   *
   * @param every time between two scans as recorded; a group that is silent five times as long is
   *     stale
   */
  public record PlayedGroup(
      @JsonPropertyDescription("Time between two scans of the group as recorded.") Duration every) {
    public PlayedGroup {
      if (every.toMillis() < 1 || every.toHours() > 24) {
        throw new IllegalArgumentException(
            "every is " + every.toMillis() + " ms, allowed is 1 ms to 24 h");
      }
    }
  }

  public RecordingOptions {
    groups = Map.copyOf(groups);
  }
}
