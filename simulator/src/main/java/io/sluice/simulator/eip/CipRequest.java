package io.sluice.simulator.eip;

import java.nio.ByteBuffer;

/**
 * A request to the message router.
 *
 * @param service service code
 * @param path whom it is for
 * @param data what follows, little-endian
 */
record CipRequest(int service, CipPath path, ByteBuffer data) {
  static final int GET_ATTRIBUTES_ALL = 0x01;
  static final int MULTIPLE_SERVICE = 0x0A;
  static final int READ_TAG = 0x4C;
  static final int WRITE_TAG = 0x4D;
  static final int FORWARD_CLOSE = 0x4E;

  /** Read Tag Fragmented where the path is a tag, Unconnected_Send where it is class 6. */
  static final int FRAGMENT_OR_UNCONNECTED_SEND = 0x52;

  static final int FORWARD_OPEN = 0x54;
  static final int GET_INSTANCE_ATTRIBUTE_LIST = 0x55;
  static final int LARGE_FORWARD_OPEN = 0x5B;

  /**
   * Reads all that is there.
   *
   * @throws CipPath.PathException where the path cannot be read
   * @throws java.nio.BufferUnderflowException where there is not even a head
   */
  static CipRequest read(ByteBuffer from) throws CipPath.PathException {
    int service = from.get() & 0xFF;
    CipPath path = CipPath.read(from, from.get() & 0xFF);
    return new CipRequest(service, path, from.slice().order(from.order()));
  }
}
