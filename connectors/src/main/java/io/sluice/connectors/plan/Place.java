package io.sluice.connectors.plan;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where one tag lies.
 *
 * @param tag index of the tag in its group
 * @param space whose units {@code start} and {@code end} are
 * @param start first unit
 * @param end the unit after the last, above {@code start}
 */
public record Place(int tag, Space space, int start, int end) {
  public Place {
    if (end <= start) {
      throw new IllegalArgumentException("tag " + tag + " from " + start + " to " + end);
    }
  }

  /** Places of tags that have names and no neighbours. */
  public static List<Place> named(int tags, int perRequest) {
    Space space = Space.named("tags", perRequest);
    return IntStream.range(0, tags).mapToObj(tag -> new Place(tag, space, tag, tag + 1)).toList();
  }
}
