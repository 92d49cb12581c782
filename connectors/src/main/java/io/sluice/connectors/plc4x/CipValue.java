package io.sluice.connectors.plc4x;

import io.netty.buffer.ByteBuf;

/** A value as it stands in an answer: its type, then its bytes (1756-PM020, "CIP Data Types"). */
final class CipValue {
  private static final int STRUCTURE = 0x02A0;
  private static final int STRING_HANDLE = 0x0FCE;
  private static final int STRING_CHARACTERS_AT = 8;

  private CipValue() {}

  /**
   * Whether the driver can read it.
   *
   * @throws UntrueAnswerException where its length is not that of its type
   */
  static boolean readable(ByteBuf reply, int at, int length) throws UntrueAnswerException {
    int type = reply.getUnsignedShortLE(at);
    if (type == STRUCTURE) {
      return reply.getUnsignedShortLE(at + 2) == STRING_HANDLE && text(reply, at, length);
    }
    int bytes =
        switch (type) {
          case 0xC1, 0xC2 -> 1;
          case 0xC3 -> 2;
          case 0xC4, 0xCA -> 4;
          case 0xC5, 0xCB -> 8;
          default -> 0;
        };
    if (bytes != 0 && length != 2 + bytes) {
      throw new UntrueAnswerException(
          "the PLC sent a value of " + (length - 2) + " bytes where its type has " + bytes);
    }
    return bytes != 0;
  }

  private static boolean text(ByteBuf reply, int at, int length) throws UntrueAnswerException {
    long characters = reply.getUnsignedIntLE(at + 4);
    if (characters > length - STRING_CHARACTERS_AT) {
      throw new UntrueAnswerException("the PLC sent a text longer than its place");
    }
    return true;
  }
}
