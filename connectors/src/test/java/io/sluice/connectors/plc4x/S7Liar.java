package io.sluice.connectors.plc4x;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a sound S7 PLC, and changes what the PLC says. */
final class S7Liar implements AutoCloseable {
  private final ServerSocket server;
  private final int plc;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger told = new AtomicInteger();
  private volatile S7Lie lie = S7Lie.NONE;

  S7Liar(int plc) throws IOException {
    this.plc = plc;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on, on open connections too. */
  void tell(S7Lie next) {
    told.set(0);
    lie = next;
  }

  /** Answers that were changed since the lie began. */
  int told() {
    return told.get();
  }

  /** Connections of the client that are open. */
  int connections() {
    return sockets.size() / 2;
  }

  @Override
  public void close() throws IOException {
    server.close();
    sockets.forEach(S7Liar::closeQuietly);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), plc);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        sockets.add(near);
        sockets.add(far);
        daemon(() -> carry(near, far, false));
        daemon(() -> carry(far, near, true));
      } catch (IOException refused) {
        closeQuietly(() -> {});
      }
    }
  }

  private void carry(Socket from, Socket to, boolean answers) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] frame = frame(in);
      while (frame.length > 0) {
        S7Lie now = answers ? lie : S7Lie.NONE;
        if (!now.concerns(frame)) {
          out.write(frame);
        } else {
          told.incrementAndGet();
          now.tell(frame, out);
        }
        frame = frame(in);
      }
    } catch (IOException ended) {
      closeQuietly(from);
    } finally {
      closeQuietly(from);
      closeQuietly(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static byte[] frame(InputStream in) throws IOException {
    byte[] header = in.readNBytes(4);
    if (header.length < 4) {
      return new byte[0];
    }
    int length = ((header[2] & 0xFF) << 8) | (header[3] & 0xFF);
    byte[] frame = new byte[length];
    System.arraycopy(header, 0, frame, 0, 4);
    int read = in.readNBytes(frame, 4, length - 4);
    return read < length - 4 ? new byte[0] : frame;
  }

  private static void daemon(Runnable body) {
    Thread thread = new Thread(body, "test-liar");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception closed) {
      Thread.onSpinWait();
    }
  }
}
