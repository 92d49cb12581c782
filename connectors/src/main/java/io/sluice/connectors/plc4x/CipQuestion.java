package io.sluice.connectors.plc4x;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * What the driver asks of a controller.
 *
 * @param service code of the service, of the inner one where it is sent unconnected
 * @param parts requests in a multiple service packet, else 1
 * @param routed whether it is sent unconnected through the chassis
 */
record CipQuestion(int service, int parts, boolean routed) {
  static final CipQuestion NONE = new CipQuestion(0, 0, false);

  static final int MULTIPLE = 0x0A;
  static final int READ = 0x4C;
  static final int WRITE = 0x4D;

  private static final int UNCONNECTED_SEND = 0x52;

  /** Service, path size, path to the connection manager, two bytes of time, two of length. */
  private static final int ROUTED_AT = 10;

  /** Service, path size, path to the message router. */
  private static final int PARTS_AT = 6;

  /**
   * How a program is named to the driver, which would take the colon for the end of the name. No
   * tag of a controller begins with a digit.
   */
  private static final byte[] PROGRAM = "0rogram_".getBytes(StandardCharsets.US_ASCII);

  private static final int SYMBOL = 0x91;

  /** Reads a request, and writes the names of programs into it as the controller knows them. */
  static CipQuestion of(ByteBuf message) {
    namePrograms(message);
    int service = message.getUnsignedByte(0);
    boolean routed = service == UNCONNECTED_SEND;
    int inner = routed ? message.getUnsignedByte(ROUTED_AT) : service;
    int parts = inner == MULTIPLE && !routed ? message.getUnsignedShortLE(PARTS_AT) : 1;
    return new CipQuestion(inner, parts, routed);
  }

  private static void namePrograms(ByteBuf message) {
    int last = message.readableBytes() - PROGRAM.length;
    for (int at = 2; at <= last; at++) {
      if (message.getUnsignedByte(at - 2) == SYMBOL && begins(message, at)) {
        message.setByte(at, 'P').setByte(at + PROGRAM.length - 1, ':');
      }
    }
  }

  private static boolean begins(ByteBuf message, int at) {
    for (int i = 0; i < PROGRAM.length; i++) {
      if (message.getByte(at + i) != PROGRAM[i]) {
        return false;
      }
    }
    return true;
  }
}
