package io.sluice.connectors;

import java.time.Duration;
import java.util.List;

/**
 * Tags of one connection that are read together.
 *
 * @param connection name of the connection
 * @param name name of the group within it
 * @param interval expected time between scans: scan interval, or publishing interval for OPC UA;
 *     positive
 * @param tags in reading order; a scan refers to them by index
 */
public record TagGroup(String connection, String name, Duration interval, List<Tag> tags) {
  public TagGroup {
    tags = List.copyOf(tags);
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException(
          connection + "/" + name + ": interval is " + interval + ", must be positive");
    }
  }
}
