package io.sluice.connectors.plc4x;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tags that one request reads. Immutable. */
final class Block {
  private final ModbusAddress.@Nullable Area area;
  private final int start;
  private final int count;
  private final int[] tags;

  /**
   * Describes a block.
   *
   * @param area the Modbus table, or null where the driver knows better
   * @param start first register or bit on the wire
   * @param count registers or bits
   * @param tags indices of the tags in their group
   */
  Block(ModbusAddress.@Nullable Area area, int start, int count, int[] tags) {
    this.area = area;
    this.start = start;
    this.count = count;
    this.tags = tags.clone();
  }

  ModbusAddress.@Nullable Area area() {
    return area;
  }

  int start() {
    return start;
  }

  int count() {
    return count;
  }

  int tags() {
    return tags.length;
  }

  /** Index in the group of the block's tag number {@code i}. */
  int tag(int i) {
    return tags[i];
  }

  boolean single() {
    return tags.length == 1;
  }

  boolean contains(int tag) {
    return Arrays.stream(tags).anyMatch(one -> one == tag);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Block that
        && area == that.area
        && start == that.start
        && count == that.count
        && Arrays.equals(tags, that.tags);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(tags) * 31 + start;
  }

  @Override
  public String toString() {
    return (area == null ? "tags" : area) + " " + start + "+" + count + " " + Arrays.toString(tags);
  }
}
