package io.sluice.connectors.plan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tags that one request reads. Immutable. */
public final class Block {
  private final Space space;
  private final int start;
  private final int count;
  private final int[] tags;

  /**
   * Describes a block.
   *
   * @param start first unit
   * @param count units
   * @param tags indices of the tags in their group
   */
  public Block(Space space, int start, int count, int... tags) {
    this.space = space;
    this.start = start;
    this.count = count;
    this.tags = tags.clone();
  }

  public Space space() {
    return space;
  }

  public int start() {
    return start;
  }

  public int count() {
    return count;
  }

  public int tags() {
    return tags.length;
  }

  /** Index in the group of the block's tag number {@code i}. */
  public int tag(int i) {
    return tags[i];
  }

  boolean single() {
    return tags.length == 1;
  }

  boolean contains(int tag) {
    for (int one : tags) {
      if (one == tag) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Block that
        && start == that.start
        && count == that.count
        && space.equals(that.space)
        && Arrays.equals(tags, that.tags);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(tags) * 31 + start;
  }

  @Override
  public String toString() {
    return space.key() + " " + start + "+" + count + " " + Arrays.toString(tags);
  }
}
