package io.sluice.connectors.plc4x;

import io.netty.buffer.ByteBuf;
import io.sluice.connectors.StatusCode;
import java.util.Locale;

/**
 * What a controller says of one request: the general status (CIP Networks Library volume 1,
 * appendix B) and, of the tag services, a word more (1756-PM020, "Logix Data Access" status codes).
 *
 * @param general 0 where good
 * @param extended the word more, or 0
 * @param end bytes before what follows
 * @param whole whether a packet of several requests was refused with it as a whole
 */
record CipStatus(int general, int extended, int end, boolean whole) {
  /** Of a value whose type the driver does not know. */
  static final CipStatus STRANGE_TYPE = new CipStatus(0xFF, 0x2107, 4, false);

  static final CipStatus GOOD = new CipStatus(0, 0, 4, false);
  static final CipStatus UNKNOWN_TAG = new CipStatus(0x05, 0, 4, false);

  private static final int EMBEDDED = 0x1E;

  /** Reads the head of an answer. */
  static CipStatus of(ByteBuf reply) {
    int words = reply.getUnsignedByte(3);
    int extended = words == 0 ? 0 : reply.getUnsignedShortLE(4);
    return new CipStatus(reply.getUnsignedByte(2), extended, 4 + 2 * words, false);
  }

  boolean good() {
    return general == 0;
  }

  /** Some of several requests were refused; each has its own status. */
  boolean embedded() {
    return general == EMBEDDED;
  }

  CipStatus ofAll() {
    return new CipStatus(general, extended, end, true);
  }

  /** The controller may give later what it refuses now. */
  boolean passing() {
    return general == 0x02 || general == 0x0C || general == 0x10;
  }

  /** As an OPC UA status code, of a read. */
  StatusCode ofRead() {
    return switch (general) {
      case 0x00 -> StatusCode.GOOD;
      case 0x04, 0x05, 0x16, 0x26 -> StatusCode.BAD_NODE_ID_UNKNOWN;
      case 0x02, 0x0C, 0x10, 0x11 -> StatusCode.BAD_RESOURCE_UNAVAILABLE;
      case 0x08 -> StatusCode.BAD_NOT_SUPPORTED;
      case 0x0F -> StatusCode.BAD_NOT_READABLE;
      case 0x03, 0x09, 0x20 -> StatusCode.BAD_OUT_OF_RANGE;
      case 0xFF -> ofTag();
      default -> StatusCode.BAD_DEVICE_FAILURE;
    };
  }

  /** As an OPC UA status code, of a write. */
  StatusCode ofWrite() {
    return general == 0x0F || general == 0x0E ? StatusCode.BAD_NOT_WRITABLE : ofRead();
  }

  private StatusCode ofTag() {
    return switch (extended) {
      case 0x2104, 0x2105 -> StatusCode.BAD_NODE_ID_UNKNOWN;
      case 0x2107 -> StatusCode.BAD_TYPE_MISMATCH;
      default -> StatusCode.BAD_DEVICE_FAILURE;
    };
  }

  @Override
  public String toString() {
    String what =
        switch (general) {
          case 0x04, 0x05, 0x16, 0x26 -> ", there is no such tag";
          case 0x0F -> ", external access does not allow it";
          case 0x0C, 0x10 -> ", its mode does not allow it now";
          case 0x03, 0x09, 0x20 -> ", out of range";
          case 0xFF -> extended == 0x2107 ? ", the tag has another type" : "";
          default -> "";
        };
    String more = extended == 0 ? "" : String.format(Locale.ROOT, "/%04x", extended);
    return String.format(Locale.ROOT, "status %02x", general) + more + what;
  }
}
