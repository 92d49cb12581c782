package io.sluice.simulator.s7;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Frames on a TCP stream (RFC 1006, 6): version 3, a reserved byte, the length with this header.
 */
final class Tpkt {
  /** Longest frame taken: an 8 KiB transport unit, the largest of class 0, and the header. */
  static final int LONGEST = 8_196;

  /** A frame that has begun must be whole after this. */
  private static final int WHOLE_WITHIN_MILLIS = 5_000;

  private static final int VERSION = 3;
  private static final int HEADER = 4;
  private static final int SHORTEST = 7;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  Tpkt(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** The next frame's payload, or null where the client has closed between two frames. */
  byte @Nullable [] read() throws IOException {
    socket.setSoTimeout(0);
    int version = in.read();
    if (version < 0) {
      return null;
    }
    socket.setSoTimeout(WHOLE_WITHIN_MILLIS);
    byte[] rest = whole(3);
    int length = (rest[1] & 0xFF) << 8 | (rest[2] & 0xFF);
    if (version != VERSION || length < SHORTEST || length > LONGEST) {
      throw new HostileInputException("TPKT version " + version + ", length " + length);
    }
    return whole(length - HEADER);
  }

  void write(byte[] payload) throws IOException {
    int length = payload.length + HEADER;
    byte[] frame = new byte[length];
    frame[0] = VERSION;
    frame[2] = (byte) (length >> 8);
    frame[3] = (byte) length;
    System.arraycopy(payload, 0, frame, HEADER, payload.length);
    out.write(frame);
    out.flush();
  }

  private byte[] whole(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("closed in the middle of a frame");
    }
    return bytes;
  }
}
