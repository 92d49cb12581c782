package io.sluice.simulator.s7;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/** One address of a read or write job. */
sealed interface Item {
  /** Twelve bytes on the wire: the only addressing that put and get know. */
  int LENGTH = 12;

  int SPECIFICATION = 0x12;
  int S7_ANY = 0x10;

  /**
   * Can be looked up.
   *
   * @param size the element it counts in
   */
  record Address(Place place, WireSize size) implements Item {}

  /** Cannot be looked up. */
  record Refused(ReturnCode why) implements Item {}

  /** Reads the next address. */
  static Item parse(ByteBuffer in) throws HostileInputException {
    if (in.remaining() < LENGTH) {
      throw new HostileInputException("a job with fewer addresses than it says");
    }
    ByteBuffer item = in.slice(in.position(), LENGTH);
    in.position(in.position() + LENGTH);
    if (item.get() != SPECIFICATION || item.get() != LENGTH - 2 || item.get() != S7_ANY) {
      throw new HostileInputException("an address that is no S7-ANY");
    }
    Optional<WireSize> size = WireSize.of(item.get());
    int count = item.getShort() & 0xFFFF;
    int block = item.getShort() & 0xFFFF;
    Optional<Area> area = Area.of(item.get() & 0xFF);
    int bits = (item.get() & 0xFF) << 16 | (item.getShort() & 0xFFFF);
    if (size.isEmpty() || area.isEmpty()) {
      return new Refused(ReturnCode.TYPE_NOT_SUPPORTED);
    }
    return address(area.get(), block, size.get(), count, bits);
  }

  private static Item address(Area area, int block, WireSize size, int count, int bits) {
    boolean bit = size == WireSize.BIT;
    if (count < 1 || (bit && count > 1) || (!bit && bits % 8 != 0)) {
      return new Refused(ReturnCode.TYPE_NOT_SUPPORTED);
    }
    OptionalInt which = bit ? OptionalInt.of(bits % 8) : OptionalInt.empty();
    return new Address(new Place(area, block, bits / 8, count * size.bytes(), which), size);
  }
}
