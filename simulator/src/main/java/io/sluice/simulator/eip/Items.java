package io.sluice.simulator.eip;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The two items of a common packet that carries CIP: whom it is for, and the message.
 *
 * @param addressType 0 or 0xA1
 * @param address bytes of the address item
 * @param dataType 0xB1 or 0xB2
 * @param data the message
 */
record Items(int addressType, ByteBuffer address, int dataType, ByteBuffer data) {
  static final int NULL_ADDRESS = 0x00;
  static final int CONNECTED_ADDRESS = 0xA1;
  static final int CONNECTED_DATA = 0xB1;
  static final int UNCONNECTED_DATA = 0xB2;

  /**
   * Reads interface handle, timeout and exactly two items that end where the packet ends.
   *
   * @throws BufferUnderflowException where that is not what there is
   */
  static Items read(ByteBuffer packet) {
    packet.getInt();
    packet.getShort();
    int count = packet.getShort() & 0xFFFF;
    int addressType = packet.getShort() & 0xFFFF;
    ByteBuffer address = part(packet);
    int dataType = packet.getShort() & 0xFFFF;
    ByteBuffer data = part(packet);
    if (count != 2 || packet.hasRemaining()) {
      throw new BufferUnderflowException();
    }
    return new Items(addressType, address, dataType, data);
  }

  private static ByteBuffer part(ByteBuffer packet) {
    int length = packet.getShort() & 0xFFFF;
    if (packet.remaining() < length) {
      throw new BufferUnderflowException();
    }
    ByteBuffer part = packet.slice().order(packet.order()).limit(length);
    packet.position(packet.position() + length);
    return part;
  }

  /** The answer to an unconnected message. */
  static byte[] unconnected(byte[] message) {
    return head().dword(0).word(UNCONNECTED_DATA).word(message.length).put(message).toBytes();
  }

  /** The answer over a connection. */
  static byte[] connected(int id, int sequence, byte[] message) {
    return head()
        .word(CONNECTED_ADDRESS)
        .word(4)
        .dword(id)
        .word(CONNECTED_DATA)
        .word(message.length + 2)
        .word(sequence)
        .put(message)
        .toBytes();
  }

  /** Interface handle, timeout, two items. */
  private static WireBytes head() {
    return new WireBytes().dword(0).word(0).word(2);
  }
}
