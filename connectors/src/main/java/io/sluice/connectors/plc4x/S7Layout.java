package io.sluice.connectors.plc4x;

import io.sluice.connectors.Tag;
import io.sluice.connectors.plan.Place;
import io.sluice.connectors.plan.Space;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where S7 tags lie for the plan: bytes of one data block or area are read together.
 *
 * @param area which memory
 * @param block number of the data block, 0 in other areas
 */
record S7Layout(S7Address.Area area, int block) {
  /** Message header, parameters and the item's own header of a read's answer. */
  static final int ANSWER_OVERHEAD = 18;

  /** A byte more in an answer costs next to nothing, and a data block has no holes. */
  private static final int GAP = 100;

  /** As many one-bit tags as bytes can hold that one answer brings. */
  private static final int TAGS_LIMIT = 8_000;

  /**
   * The places of a group's tags.
   *
   * @param pdu longest message that the PLC granted
   */
  static List<Place> places(List<Tag> tags, int pdu) {
    int longest = pdu - ANSWER_OVERHEAD;
    return IntStream.range(0, tags.size())
        .mapToObj(tag -> place(tag, tags.get(tag), longest))
        .toList();
  }

  /** A text may be longer than an answer; then its beginning is read. */
  private static Place place(int index, Tag tag, int longest) {
    S7Address address = S7Address.parse(tag.address());
    Space space =
        new Space(new S7Layout(address.area(), address.block()), longest, GAP, TAGS_LIMIT);
    int bytes = Math.min(longest, address.bytes(tag.type()));
    return new Place(index, space, address.start(), address.start() + bytes);
  }
}
