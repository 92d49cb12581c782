package io.sluice.connectors;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One node of a peer's tree.
 *
 * @param path names from below the start to this node, not empty
 * @param address as a tag list takes it: OPC UA nodes by namespace URI, never by index
 * @param point what is known of it where it holds a value, null for a folder or object
 */
public record BrowsedNode(List<String> path, String address, @Nullable Point point) {
  public BrowsedNode {
    path = List.copyOf(path);
    if (path.isEmpty()) {
      throw new IllegalArgumentException(address + " has no path");
    }
  }

  /** Its own name. */
  public String name() {
    return path.get(path.size() - 1);
  }

  /** Where it holds a value. */
  public Optional<Point> value() {
    return Optional.ofNullable(point);
  }

  /**
   * A node with a value.
   *
   * @param type as a tag list takes it, null where a tag cannot hold it: arrays, structures, dates
   * @param typeName the peer's own name of the type
   * @param unit engineering unit the peer gives, may be empty
   * @param low lower end of the engineering range, {@code -Infinity} where not given
   * @param high upper end of the engineering range, {@code +Infinity} where not given
   * @param shown the value now as text, empty where Bad
   * @param status the value's status
   * @param access what this user may do with it
   * @param description the peer's own words, may be empty
   */
  public record Point(
      @Nullable DataType type,
      String typeName,
      String unit,
      double low,
      double high,
      String shown,
      StatusCode status,
      Rights access,
      String description) {}

  /** What a user may do with a node's value. */
  public enum Rights {
    NONE,
    READ,
    WRITE,
    READ_WRITE;

    /** Whether its value can be read. */
    public boolean readable() {
      return this == READ || this == READ_WRITE;
    }
  }
}
