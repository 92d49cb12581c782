package io.sluice.simulator.eip;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Read Tag, Read Tag Fragmented and Write Tag (1756-PM020, "Read Tag Service" and following). */
final class TagServices {
  private final ControllerTags tags;

  TagServices(ControllerTags tags) {
    this.tags = tags;
  }

  /** A tag, from one element on. */
  private record Place(ControllerTag tag, int first) {
    boolean holds(int count) {
      return count >= 1 && first + count <= tag.elements();
    }
  }

  /**
   * Answers.
   *
   * @param room most bytes of the reply
   */
  CipReply answer(CipRequest request, int room) {
    Optional<Place> place = find(request.path());
    if (place.isEmpty()) {
      return CipReply.refused(CipReply.PATH_UNKNOWN, 0);
    }
    return switch (request.service()) {
      case CipRequest.READ_TAG -> read(place.get(), request.data(), false, room);
      case CipRequest.FRAGMENT_OR_UNCONNECTED_SEND -> read(place.get(), request.data(), true, room);
      case CipRequest.WRITE_TAG -> write(place.get(), request.data());
      default -> CipReply.refused(CipReply.SERVICE_UNKNOWN);
    };
  }

  private Optional<Place> find(CipPath path) {
    List<Long> indices = path.indices();
    Optional<ControllerTag> found = tags.find(path.tagName());
    if (indices.isEmpty()) {
      return found.map(tag -> new Place(tag, 0));
    }
    long index = indices.get(0);
    return found
        .filter(tag -> indices.size() == 1 && index < tag.length())
        .map(tag -> new Place(tag, (int) index));
  }

  private CipReply read(Place place, ByteBuffer data, boolean fragmented, int room) {
    if (data.remaining() < (fragmented ? 6 : 2)) {
      return CipReply.refused(CipReply.TOO_LITTLE_DATA);
    }
    int count = data.getShort() & 0xFFFF;
    long offset = fragmented ? data.getInt() & 0xFFFF_FFFFL : 0;
    if (!place.holds(count)) {
      return CipReply.refused(CipReply.GENERAL, CipReply.BEYOND_END);
    }
    byte[] all = tags.read(place.tag(), place.first(), count);
    if (offset >= all.length) {
      return CipReply.refused(CipReply.GENERAL, CipReply.BEYOND_END);
    }
    byte[] type = place.tag().type().descriptor();
    int size = place.tag().type().size();
    int fits = Math.max(0, room - 4 - type.length) / size * size;
    int end = (int) Math.min(all.length, offset + fits);
    byte[] part = Arrays.copyOfRange(all, (int) offset, Math.max((int) offset, end));
    byte[] reply = new WireBytes().put(type).put(part).toBytes();
    return end < all.length ? CipReply.partial(reply) : CipReply.good(reply);
  }

  private CipReply write(Place place, ByteBuffer data) {
    CipType type = place.tag().type();
    byte[] wanted = type.descriptor();
    if (data.remaining() < wanted.length + 2) {
      return CipReply.refused(CipReply.TOO_LITTLE_DATA);
    }
    byte[] named = new byte[wanted.length];
    data.get(named);
    if (!Arrays.equals(named, wanted)) {
      return CipReply.refused(CipReply.GENERAL, CipReply.TYPE_MISMATCH);
    }
    int count = data.getShort() & 0xFFFF;
    if (!place.holds(count)) {
      return CipReply.refused(CipReply.GENERAL, CipReply.BEYOND_END);
    }
    // A value of one byte may come with a pad byte.
    int surplus = data.remaining() - count * type.size();
    if (surplus < 0 || surplus > 1) {
      return CipReply.refused(surplus < 0 ? CipReply.TOO_LITTLE_DATA : CipReply.TOO_MUCH_DATA);
    }
    byte[] elements = new byte[count * type.size()];
    data.get(elements);
    return switch (tags.write(place.tag(), place.first(), elements)) {
      case ACCEPTED -> CipReply.good(new byte[0]);
      case READ_ONLY -> CipReply.refused(CipReply.PRIVILEGE);
      case OUT_OF_RANGE -> CipReply.refused(CipReply.INVALID_PARAMETER);
    };
  }
}
