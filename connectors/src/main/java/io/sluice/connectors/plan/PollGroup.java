package io.sluice.connectors.plan;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One scan group of a connection that is polled.
 *
 * @param every time between two scans, 1 ms to 24 h
 */
public record PollGroup(
    @JsonPropertyDescription("Time between two scans of the group, as `100 ms`.")
        @DecimalMin("0.001")
        @DecimalMax("86400")
        Duration every) {
  public PollGroup {
    if (every.toMillis() < 1 || every.toHours() > 24) {
      throw new IllegalArgumentException(
          "every is " + every.toMillis() + " ms, allowed is 1 ms to 24 h");
    }
  }

  /** The time between two scans, group by group. */
  public static Map<String, Duration> intervals(Map<String, PollGroup> groups) {
    Map<String, Duration> intervals = new HashMap<>();
    groups.forEach((name, group) -> intervals.put(name, group.every()));
    return intervals;
  }
}
