package io.sluice.connectors.opcua;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cable that takes the server's chunks apart (OPC 10000-6, 6.7.2) and lets a test change them.
 */
final class TamperedWire implements AutoCloseable {
  static final int HEADER = 8;

  /** Of a message without security: channel, token, sequence number and request id. */
  static final int BODY = 24;

  private final ServerSocket listening;
  private final int peer;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Twist twist = Twist.NONE;

  /** One chunk of a message, little-endian. */
  static final class Chunk {
    private final byte[] bytes;

    Chunk(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }

    /** Three letters: MSG, OPN, ACK, ERR. */
    String type() {
      return new String(bytes, 0, 3, StandardCharsets.US_ASCII);
    }

    int at(int offset) {
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
    }

    Chunk with(int offset, int value) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
      return this;
    }

    /** The same with another body after the request id. */
    Chunk withBody(byte[] body) {
      byte[] made = Arrays.copyOf(bytes, BODY + body.length);
      System.arraycopy(body, 0, made, BODY, body.length);
      return new Chunk(made).with(4, made.length);
    }
  }

  /** What becomes of one chunk from the server. */
  interface Twist {
    Twist NONE = (chunk, out) -> out.write(chunk.bytes());

    void write(Chunk chunk, OutputStream out) throws IOException;
  }

  TamperedWire(int peer) throws IOException {
    this.peer = peer;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  void twist(Twist now) {
    twist = now;
  }

  @Override
  public void close() {
    quietly(listening);
    sockets.forEach(TamperedWire::quietly);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket near = listening.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), peer);
        sockets.add(near);
        sockets.add(far);
        daemon(() -> carry(near, far));
        daemon(() -> tamper(far, near));
      } catch (IOException closed) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(closed);
        }
      }
    }
  }

  private void carry(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException ended) {
      quietly(to);
    }
  }

  private void tamper(Socket from, Socket to) {
    try (DataInputStream in = new DataInputStream(from.getInputStream());
        OutputStream out = to.getOutputStream()) {
      while (true) {
        byte[] head = in.readNBytes(HEADER);
        if (head.length < HEADER) {
          return;
        }
        int size = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        byte[] chunk = new byte[size];
        System.arraycopy(head, 0, chunk, 0, HEADER);
        in.readFully(chunk, HEADER, size - HEADER);
        twist.write(new Chunk(chunk), out);
        out.flush();
      }
    } catch (IOException ended) {
      quietly(from);
    }
  }

  private static void daemon(Runnable body) {
    Thread thread = new Thread(body, "test-tampered-wire");
    thread.setDaemon(true);
    thread.start();
  }

  private static void quietly(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception alreadyClosed) {
      if (alreadyClosed instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
