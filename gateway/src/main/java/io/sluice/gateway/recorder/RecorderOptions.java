package io.sluice.gateway.recorder;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Size;
import java.time.Duration;

/**
 * What stands under {@code recorder} in {@code gateway.yaml}.
 *
 * @param mode whether it records
 * @param maxBytes most that the ring takes on disk, 1 MB or more
 * @param maxAge older scans are dropped, 1 min or more
 * @param write longest wait for the disk, and so the most that a power cut costs; 1 s to 1 min
 * @param reserve free disk that is left untouched
 */
public record RecorderOptions(
    @JsonPropertyDescription("on records every scan, off records none.")
        @JsonProperty(defaultValue = "on")
        Mode mode,
    @JsonPropertyDescription("Most that the recorder takes on disk; the oldest scans go first.")
        @JsonProperty(defaultValue = "200 MB")
        Size maxBytes,
    @JsonPropertyDescription("Scans older than this are dropped.")
        @JsonProperty(defaultValue = "24 h")
        Duration maxAge,
    @JsonPropertyDescription(
            "Longest wait for the disk, 1 s to 1 min: a power cut costs at most this much.")
        @JsonProperty(defaultValue = "5 s")
        Duration write,
    @JsonPropertyDescription("Free disk space that recording leaves untouched.")
        @JsonProperty(defaultValue = "256 MB")
        Size reserve) {
  private static final long LEAST_BYTES = 1_000_000;

  /** Whether it records. */
  public enum Mode {
    ON,
    OFF
  }

  public RecorderOptions {
    if (maxBytes.bytes() < LEAST_BYTES) {
      throw new IllegalArgumentException("max-bytes is " + maxBytes + ", must be 1 MB or more");
    }
    if (maxAge.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException(
          "max-age is " + Durations.text(maxAge) + ", must be 1 min or more");
    }
    if (write.compareTo(Duration.ofSeconds(1)) < 0 || write.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "write is " + Durations.text(write) + ", must be 1 s to 1 min");
    }
  }

  /** The same, not recording. */
  public RecorderOptions off() {
    return new RecorderOptions(Mode.OFF, maxBytes, maxAge, write, reserve);
  }
}
