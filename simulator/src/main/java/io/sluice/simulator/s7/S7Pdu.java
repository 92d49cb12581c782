package io.sluice.simulator.s7;

import java.nio.ByteBuffer;

/**
 * One S7 message: header, parameters, data.
 *
 * @param kind job, answer or user data
 * @param reference the client's number of the job
 * @param parameters what is asked
 * @param data what goes with it
 */
record S7Pdu(int kind, int reference, ByteBuffer parameters, ByteBuffer data) {
  static final int JOB = 1;
  static final int ANSWER = 3;
  static final int USER_DATA = 7;

  private static final int PROTOCOL = 0x32;
  private static final int HEADER = 10;

  static S7Pdu parse(byte[] message) throws HostileInputException {
    if (message.length < HEADER || (message[0] & 0xFF) != PROTOCOL) {
      throw new HostileInputException("no S7 message");
    }
    ByteBuffer in = ByteBuffer.wrap(message);
    int kind = in.get(1);
    int reference = in.getShort(4) & 0xFFFF;
    int parameterLength = in.getShort(6) & 0xFFFF;
    int dataLength = in.getShort(8) & 0xFFFF;
    boolean known = kind == JOB || kind == USER_DATA;
    if (!known || HEADER + parameterLength + dataLength != in.limit()) {
      throw new HostileInputException("S7 message of kind " + kind + " with wrong lengths");
    }
    return new S7Pdu(
        kind,
        reference,
        in.slice(HEADER, parameterLength),
        in.slice(HEADER + parameterLength, dataLength));
  }

  /** The answer to this job. */
  byte[] answer(byte[] parameters, byte[] data) {
    return answer(0, parameters, data);
  }

  /**
   * Refuses this job as a whole.
   *
   * @param error class in the high byte, code in the low byte
   */
  byte[] refuse(int error) {
    return answer(error, new byte[0], new byte[0]);
  }

  private byte[] answer(int error, byte[] parameters, byte[] data) {
    byte[] code = {(byte) (error >> 8), (byte) error};
    return message(ANSWER, code, parameters, data);
  }

  /** User data that answers this. */
  byte[] userData(byte[] parameters, byte[] data) {
    return message(USER_DATA, new byte[0], parameters, data);
  }

  private byte[] message(int answerKind, byte[] error, byte[] parameters, byte[] data) {
    return ByteBuffer.allocate(HEADER + error.length + parameters.length + data.length)
        .put((byte) PROTOCOL)
        .put((byte) answerKind)
        .putShort((short) 0)
        .putShort((short) reference)
        .putShort((short) parameters.length)
        .putShort((short) data.length)
        .put(error)
        .put(parameters)
        .put(data)
        .array();
  }
}
