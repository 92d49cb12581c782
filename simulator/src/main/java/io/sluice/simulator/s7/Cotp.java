package io.sluice.simulator.s7;

import java.nio.ByteBuffer;

/** A transport unit of class 0 (ISO 8073 / X.224, 13): connect, or data. */
sealed interface Cotp {
  int CONNECT = 0xE0;
  int CONFIRM = 0xD0;
  int DATA = 0xF0;
  int LAST = 0x80;

  /**
   * A client wants to connect.
   *
   * @param reference the client's own
   * @param options its proposals, as they came: unit size and both access points
   */
  record ConnectRequest(int reference, ByteBuffer options) implements Cotp {}

  /**
   * A part of an S7 message, or all of it.
   *
   * @param last whether the message ends here
   */
  record Data(boolean last, ByteBuffer bytes) implements Cotp {}

  /** Reads a unit; any other than the two ends the connection. */
  static Cotp parse(byte[] unit) throws HostileInputException {
    int header = unit[0] & 0xFF;
    int type = unit[1] & 0xF0;
    if (type == CONNECT && header >= 6 && header + 1 <= unit.length) {
      int reference = (unit[4] & 0xFF) << 8 | (unit[5] & 0xFF);
      return new ConnectRequest(reference, ByteBuffer.wrap(unit, 7, header - 6).slice());
    }
    if (type == DATA && header == 2) {
      return new Data((unit[2] & LAST) != 0, ByteBuffer.wrap(unit, 3, unit.length - 3).slice());
    }
    throw new HostileInputException("transport unit of type 0x" + Integer.toHexString(type));
  }

  /** Accepts all that was proposed. */
  static byte[] confirm(ConnectRequest request, int ownReference) {
    ByteBuffer options = request.options().slice();
    byte[] unit = new byte[7 + options.remaining()];
    unit[0] = (byte) (unit.length - 1);
    unit[1] = (byte) CONFIRM;
    unit[2] = (byte) (request.reference() >> 8);
    unit[3] = (byte) request.reference();
    unit[4] = (byte) (ownReference >> 8);
    unit[5] = (byte) ownReference;
    options.get(unit, 7, options.remaining());
    return unit;
  }

  /** One S7 message in one unit. */
  static byte[] data(byte[] message) {
    byte[] unit = new byte[3 + message.length];
    unit[0] = 2;
    unit[1] = (byte) DATA;
    unit[2] = (byte) LAST;
    System.arraycopy(message, 0, unit, 3, message.length);
    return unit;
  }
}
