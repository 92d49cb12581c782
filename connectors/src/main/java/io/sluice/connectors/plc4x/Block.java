package io.sluice.connectors.plc4x;

import java.util.Arrays;

/**
 * Tags that one request reads.
 *
 * @param area the Modbus table, or null where the driver knows better
 * @param start first register or bit on the wire
 * @param count registers or bits
 * @param tags indices of the tags in their group
 */
record Block(
    ModbusAddress.@org.jspecify.annotations.Nullable Area area, int start, int count, int[] tags) {
  /** Index of its only tag, where it has but one. */
  int onlyTag() {
    return tags[0];
  }

  boolean single() {
    return tags.length == 1;
  }

  @Override
  public boolean equals(Object other) {
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
    return area + " " + start + "+" + count + " " + Arrays.toString(tags);
  }
}
