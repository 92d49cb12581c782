package io.sluice.simulator.eip;

/**
 * The answer to one request: a general status (CIP Networks Library volume 1, appendix B), perhaps
 * one word more about it, and data.
 */
final class CipReply {
  static final int CONNECTION_FAILURE = 0x01;
  static final int PATH_SYNTAX = 0x04;
  static final int PATH_UNKNOWN = 0x05;
  static final int PARTIAL = 0x06;
  static final int SERVICE_UNKNOWN = 0x08;
  static final int ATTRIBUTE_LIST = 0x0A;
  static final int PRIVILEGE = 0x0F;
  static final int REPLY_TOO_LARGE = 0x11;
  static final int TOO_LITTLE_DATA = 0x13;
  static final int TOO_MUCH_DATA = 0x15;
  static final int EMBEDDED_FAILURE = 0x1E;
  static final int INVALID_PARAMETER = 0x20;

  /** Of the tag services, with {@link #BEYOND_END} or {@link #TYPE_MISMATCH}. */
  static final int GENERAL = 0xFF;

  static final int BEYOND_END = 0x2105;
  static final int TYPE_MISMATCH = 0x2107;

  private static final int NONE = -1;
  private static final byte[] EMPTY = {};

  private final int status;
  private final int extended;
  private final byte[] data;

  private CipReply(int status, int extended, byte[] data) {
    this.status = status;
    this.extended = extended;
    this.data = data;
  }

  static CipReply good(byte[] data) {
    return new CipReply(0, NONE, data);
  }

  /** A part of what was asked for; the rest is to be asked for again. */
  static CipReply partial(byte[] data) {
    return new CipReply(PARTIAL, NONE, data);
  }

  static CipReply refused(int status) {
    return new CipReply(status, NONE, EMPTY);
  }

  static CipReply refused(int status, int extended) {
    return new CipReply(status, extended, EMPTY);
  }

  /** Answers to several requests, of which at least one was refused. */
  static CipReply someRefused(byte[] data) {
    return new CipReply(EMBEDDED_FAILURE, NONE, data);
  }

  /** As it goes over the wire to the service that was asked. */
  byte[] bytes(int service) {
    boolean more = extended != NONE;
    WireBytes bytes =
        new WireBytes().octet(service | 0x80).octet(0).octet(status).octet(more ? 1 : 0);
    if (more) {
      bytes.word(extended);
    }
    return bytes.put(data).toBytes();
  }
}
