package io.sluice.connectors.modbus;

import com.digitalpetri.modbus.Crc16;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * RTU frames of answers out of a stream of bytes, each with a right check sum. Over TCP there are
 * no silent intervals between frames, so a frame's length follows from its function. What cannot
 * begin a frame is noise: all that is there is dropped. Used by one thread.
 */
final class RtuFrames {
  /** Longest frame (Modbus over Serial Line V1.02, 2.3). */
  private static final int LONGEST = 256;

  private static final int CHECK_SUM = 2;

  private final ByteBuffer input = ByteBuffer.allocate(2 * LONGEST);
  private long noise;

  /** Unit and PDU of a frame. */
  static final class Frame {
    private final int unit;
    private final byte[] pdu;

    Frame(int unit, byte... pdu) {
      this.unit = unit;
      this.pdu = pdu;
    }

    int unit() {
      return unit;
    }

    /** Not to be changed. */
    byte[] pdu() {
      return pdu;
    }
  }

  static byte[] encode(int unit, byte[] pdu) {
    ByteBuffer frame = ByteBuffer.allocate(1 + pdu.length + CHECK_SUM);
    frame.put((byte) unit).put(pdu);
    int sum = checkSum(frame.array(), 0, 1 + pdu.length);
    return frame.put((byte) sum).put((byte) (sum >> 8)).array();
  }

  /** Takes as many bytes as fit; the next call takes the rest. */
  void put(ByteBuffer bytes) {
    int room = Math.min(input.remaining(), bytes.remaining());
    input.put(bytes.slice(bytes.position(), room));
    bytes.position(bytes.position() + room);
  }

  /** The next frame, or null where none is complete. */
  @Nullable Frame next() {
    input.flip();
    try {
      int length = length();
      if (length < 0 || length > LONGEST) {
        return drop();
      }
      if (length == 0 || input.remaining() < length) {
        return null;
      }
      byte[] frame = new byte[length];
      input.get(frame);
      int end = length - CHECK_SUM;
      int sum = (frame[end] & 0xFF) | ((frame[end + 1] & 0xFF) << 8);
      if (sum != checkSum(frame, 0, end)) {
        noise += length;
        return drop();
      }
      byte[] pdu = new byte[end - 1];
      System.arraycopy(frame, 1, pdu, 0, pdu.length);
      return new Frame(frame[0] & 0xFF, pdu);
    } finally {
      input.compact();
    }
  }

  /** Forgets what has come of a frame that will not be completed. */
  void forget() {
    noise += input.position();
    input.clear();
  }

  /** Bytes that were dropped. */
  long noise() {
    return noise;
  }

  private @Nullable Frame drop() {
    noise += input.remaining();
    input.position(input.limit());
    return null;
  }

  /** Length of the frame that begins here, 0 where it cannot be told yet, -1 where it is none. */
  private int length() {
    if (input.remaining() < 3) {
      return 0;
    }
    int start = input.position();
    int function = input.get(start + 1) & 0xFF;
    if ((function & 0x80) != 0) {
      return 5;
    }
    return switch (function) {
      case 1, 2, 3, 4 -> 5 + (input.get(start + 2) & 0xFF);
      case 5, 6, 15, 16 -> 8;
      case 22 -> 10;
      default -> -1;
    };
  }

  private static int checkSum(byte[] bytes, int from, int to) {
    Crc16 sum = new Crc16();
    for (int i = from; i < to; i++) {
      sum.update(bytes[i]);
    }
    return sum.getValue();
  }
}
