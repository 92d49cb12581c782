package io.sluice.connectors.plc4x;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * What a hostile PLC sends in place of a sound answer. The offsets: TPKT 0 to 3, transport unit 4
 * to 6, S7 header from 7, error class and code 17 and 18, parameters from 19, the item from 21.
 */
enum S7Lie {
  NONE(Of.NOTHING, frame -> frame),

  TPKT_LENGTH_0(Of.READ, frame -> length(frame, 0)),
  TPKT_LENGTH_3(Of.READ, frame -> length(frame, 3)),
  TPKT_LENGTH_65535(Of.READ, frame -> length(frame, 0xFFFF)),
  TPKT_LENGTH_LONGER(Of.READ, frame -> length(frame, frame.length + 20)),
  TPKT_LENGTH_SHORTER(Of.READ, frame -> length(frame, frame.length - 4)),
  TPKT_VERSION_4(Of.READ, frame -> with(frame, 0, 4)),
  TPKT_AT_CONNECT(Of.CONFIRM, frame -> length(frame, 0)),

  COTP_DATA_FOR_CONFIRM(Of.CONFIRM, frame -> setup(480)),
  COTP_CONFIRM_TWICE(Of.CONFIRM, frame -> joined(frame, frame)),
  COTP_CONFIRM_HEADER_LIES(Of.CONFIRM, frame -> with(frame, 4, 250)),
  COTP_CONFIRM_AGAIN(Of.READ, frame -> hex("0300000b06d00001000100")),
  COTP_REFUSAL(Of.CONFIRM, frame -> hex("0300000b06800001000100")),
  COTP_UNKNOWN_UNIT(Of.READ, frame -> with(frame, 5, 0x20)),

  PDU_0(Of.SETUP, frame -> pdu(frame, 0)),
  PDU_1(Of.SETUP, frame -> pdu(frame, 1)),
  PDU_65535(Of.SETUP, frame -> pdu(frame, 0xFFFF)),
  PDU_NO_JOBS(Of.SETUP, frame -> with(with(frame, 21, 0), 22, 0)),

  ITEMS_0(Of.READ, frame -> with(frame, 20, 0)),
  ITEMS_2(Of.READ, frame -> with(frame, 20, 2)),
  ITEMS_255(Of.READ, frame -> with(frame, 20, 255)),
  ITEMS_SHORT_VALUE(Of.READ, S7Lie::halfValue),
  ITEMS_VALUE_LENGTH_LIES(Of.READ, frame -> with(with(frame, 23, 0xFF), 24, 0xF8)),
  ITEMS_UNKNOWN_SIZE(Of.READ, frame -> with(frame, 22, 0x77)),
  ITEMS_NONE_AT_ALL(Of.READ, frame -> cut(frame, 21)),
  ITEMS_OF_A_WRITE(Of.READ, frame -> with(frame, 19, 5)),

  CODE_NO_OBJECT(Of.READ, frame -> code(frame, 0x0A)),
  CODE_OUT_OF_RANGE(Of.READ, frame -> code(frame, 0x05)),
  CODE_WITH_LENGTH(Of.READ, frame -> with(code(frame, 0x0A), 24, 4)),
  CODE_DENIED(Of.READ, frame -> code(frame, 0x03)),
  CODE_UNKNOWN(Of.READ, frame -> code(frame, 0x5A)),

  JOB_OF_BEFORE(Of.READ, frame -> job(poisoned(frame), -1)),
  JOB_TO_COME(Of.READ, frame -> joined(frame, job(poisoned(frame), 1))),
  JOB_TWICE(Of.READ, frame -> joined(frame, poisoned(frame))),

  STOP_ERROR(Of.READ, frame -> error(frame, 0x8104)),
  STOP_UNKNOWN_ERROR(Of.READ, frame -> error(frame, 0x8301)),
  STOP_HALF_AN_ANSWER(Of.READ, frame -> Arrays.copyOf(frame, frame.length / 2)),
  STOP_SILENCE(Of.READ, frame -> new byte[0]),
  STOP_CLOSES(
      Of.READ,
      frame -> {
        throw new IOException("closes");
      }),

  FRAGMENT_WITHOUT_END(Of.READ, frame -> with(frame, 6, 0)),
  FRAGMENT_FLOOD(Of.READ, frame -> flood(with(frame, 6, 0)));

  /** Stands in no memory of the PLC. */
  static final byte POISON = 0x42;

  private final Of of;

  // The changes are lambdas that hold nothing.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Change change;

  S7Lie(Of of, Change change) {
    this.of = of;
    this.change = change;
  }

  private enum Of {
    NOTHING,
    CONFIRM,
    SETUP,
    READ
  }

  private interface Change {
    byte[] of(byte[] frame) throws IOException;
  }

  boolean concerns(byte[] frame) {
    return switch (of) {
      case NOTHING -> false;
      case CONFIRM -> (frame[5] & 0xF0) == 0xD0;
      case SETUP -> (frame[5] & 0xF0) == 0xF0 && frame.length > 19 && (frame[19] & 0xFF) == 0xF0;
      case READ -> (frame[5] & 0xF0) == 0xF0 && frame.length > 19 && frame[19] == 4;
    };
  }

  void tell(byte[] frame, OutputStream out) throws IOException {
    out.write(change.of(frame));
    out.flush();
  }

  private static byte[] with(byte[] frame, int at, int value) {
    byte[] changed = frame.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] length(byte[] frame, int length) {
    return with(with(frame, 2, length >> 8), 3, length);
  }

  private static byte[] pdu(byte[] frame, int pdu) {
    return with(with(frame, 25, pdu >> 8), 26, pdu);
  }

  private static byte[] setup(int pdu) {
    return pdu(hex("0300001b02f080320300000000000800000000f0000001000101e0"), pdu);
  }

  /** All lengths agree, but for what was asked. */
  private static byte[] halfValue(byte[] frame) {
    int value = (frame.length - 25) / 2;
    byte[] half = cut(frame, 25 + value);
    return with(with(half, 23, (8 * value) >> 8), 24, 8 * value);
  }

  private static byte[] cut(byte[] frame, int length) {
    byte[] shorter = length(Arrays.copyOf(frame, length), length);
    return with(with(shorter, 15, (length - 21) >> 8), 16, length - 21);
  }

  private static byte[] code(byte[] frame, int code) {
    return with(with(with(with(cut(frame, 25), 21, code), 22, 0), 23, 0), 24, 0);
  }

  private static byte[] error(byte[] frame, int error) {
    byte[] bare = length(Arrays.copyOf(frame, 19), 19);
    byte[] lengths = with(with(with(with(bare, 13, 0), 14, 0), 15, 0), 16, 0);
    return with(with(lengths, 17, error >> 8), 18, error);
  }

  private static byte[] job(byte[] frame, int more) {
    int job = (((frame[11] & 0xFF) << 8) | (frame[12] & 0xFF)) + more;
    return with(with(frame, 11, job >> 8), 12, job);
  }

  private static byte[] poisoned(byte[] frame) {
    byte[] poisoned = frame.clone();
    Arrays.fill(poisoned, 25, frame.length, POISON);
    return poisoned;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] flood(byte[] frame) {
    byte[] flood = frame;
    while (flood.length < 1_000_000) {
      flood = joined(flood, flood);
    }
    return flood;
  }

  private static byte[] hex(String text) {
    return java.util.HexFormat.of().parseHex(text);
  }
}
