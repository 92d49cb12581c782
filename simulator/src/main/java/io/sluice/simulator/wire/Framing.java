package io.sluice.simulator.wire;

/**
 * Where a protocol's messages begin and end, so that a fault can hit whole messages: by a length
 * field in a header of fixed size.
 *
 * @param header bytes of the header, 0 where what one read brings counts as one message
 * @param lengthAt offset of the length field in it
 * @param lengthBytes 2 or 4
 * @param littleEndian byte order of the field
 * @param more what is to be added to the field to have the whole message
 */
public record Framing(int header, int lengthAt, int lengthBytes, boolean littleEndian, int more) {
  /** What one read brings. */
  public static final Framing RAW = new Framing(0, 0, 0, false, 0);

  /** The MBAP header (MODBUS Messaging on TCP/IP Implementation Guide V1.0b, 3.1.3). */
  public static final Framing MODBUS = new Framing(6, 4, 2, false, 6);

  /** TPKT under S7 (RFC 1006, 6). */
  public static final Framing TPKT = new Framing(4, 2, 2, false, 0);

  /** The encapsulation header of EtherNet/IP (CIP Networks Library Volume 2, 2-3.1). */
  public static final Framing ENCAPSULATION = new Framing(24, 2, 2, true, 24);

  /** Chunks of OPC UA TCP (OPC 10000-6, 7.1.2.2). */
  public static final Framing OPC_UA = new Framing(8, 4, 4, true, 0);

  /** Longer messages than this pass as they come. */
  static final int LONGEST = 1 << 20;

  /**
   * Length of the message that begins at {@code from}.
   *
   * @return 0 where more bytes are needed to tell, -1 where these are no header of the protocol
   */
  int messageLength(byte[] bytes, int from, int available) {
    if (header == 0) {
      return available;
    }
    if (available < header) {
      return 0;
    }
    long length = 0;
    for (int i = 0; i < lengthBytes; i++) {
      int at = from + lengthAt + (littleEndian ? lengthBytes - 1 - i : i);
      length = (length << 8) | (bytes[at] & 0xFF);
    }
    long whole = length + more;
    if (whole < header || whole > LONGEST) {
      return -1;
    }
    return whole <= available ? (int) whole : 0;
  }
}
