package io.sluice.simulator;

import java.util.function.UnaryOperator;

/**
 * A Modbus TCP answer becomes an exception answer to the same request (Modbus Application Protocol
 * V1.1b3, 7).
 *
 * @param code the exception code, 0 to 255
 */
record ExceptionAnswers(int code) implements UnaryOperator<byte[]> {
  private static final int UNIT_AT = 6;
  private static final int FUNCTION_AT = 7;

  static UnaryOperator<byte[]> of(int code) {
    return new ExceptionAnswers(code);
  }

  @Override
  public byte[] apply(byte[] told) {
    if (told.length <= FUNCTION_AT) {
      return told;
    }
    byte function = (byte) (told[FUNCTION_AT] | 0x80);
    return new byte[] {told[0], told[1], 0, 0, 0, 3, told[UNIT_AT], function, (byte) code};
  }
}
