package io.sluice.gateway.spool;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Size;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What stands under a spool's name in {@code spools.yaml}. */
@JsonClassDescription("What is kept for the cloud until it has arrived.")
public record SpoolOptions(
    @JsonProperty(defaultValue = "2 GB")
        @JsonPropertyDescription(
            "Most that waiting records may take; keep it well below the free disk.")
        Size maxBytes,
    @JsonProperty(defaultValue = "72 h")
        @JsonPropertyDescription("Records that waited longer are dropped and declared as a gap.")
        Duration maxAge,
    @JsonProperty(defaultValue = "drop-oldest")
        @JsonPropertyDescription("What happens when max-bytes is reached.")
        WhenFull whenFull,
    @JsonProperty(defaultValue = "{}")
        @JsonPropertyDescription("How many records are forced to disk together.")
        @Valid
        Group group,
    @JsonProperty(defaultValue = "256 kB")
        @JsonPropertyDescription("Largest single record; a larger one is refused.")
        Size maxRecord,
    @JsonProperty(defaultValue = "16 MB")
        @JsonPropertyDescription(
            "Most memory for records that wait to be written, also while the disk is full.")
        Size maxWaiting,
    @JsonProperty(defaultValue = "256 MB")
        @JsonPropertyDescription("Free disk space that appending leaves untouched.")
        Size reserve) {

  public SpoolOptions {
    if (maxBytes.bytes() < 1) {
      throw new IllegalArgumentException("max-bytes is " + maxBytes + ", must be positive");
    }
    if (maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException(
          "max-age is " + Durations.text(maxAge) + ", must be positive");
    }
    if (maxRecord.bytes() > maxWaiting.bytes()) {
      throw new IllegalArgumentException(
          "max-record is " + maxRecord + ", must fit into max-waiting, " + maxWaiting);
    }
  }

  /**
   * One commit.
   *
   * @param rows commit as soon as so many wait; 1 to 10,000
   * @param within commit at the latest after this time
   */
  public record Group(
      @JsonProperty(defaultValue = "500")
          @JsonPropertyDescription("Records in one commit.")
          @Min(1)
          @Max(10_000)
          int rows,
      @JsonProperty(defaultValue = "20 ms")
          @JsonPropertyDescription(
              "Longest wait for a commit; take 200 ms to 1 s on SD cards, each commit writes 18"
                  + " kB.")
          @DecimalMax("60")
          Duration within) {
    public Group {
      if (rows < 1 || rows > 10_000) {
        throw new IllegalArgumentException("rows is " + rows + ", must be 1 to 10000");
      }
      if (within.isNegative() || within.compareTo(Duration.ofMinutes(1)) > 0) {
        throw new IllegalArgumentException(
            "within is " + Durations.text(within) + ", must be 0 to 1 min");
      }
    }
  }
}
