package io.sluice.connectors;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens, and does one wrong thing with everybody who connects. */
public final class BrokenPeer implements AutoCloseable {
  private final ServerSocket server;
  private final Manner manner;
  private final AtomicInteger accepted = new AtomicInteger();

  /** What it does wrong. */
  public enum Manner {
    /** Closes at once. */
    SLAMS,
    /** Answers with seeded noise. */
    TALKS_NOISE,
    /** Says nothing, for ever. */
    KEEPS_SILENT,
    /** Reads the first words, then resets the connection. */
    RESETS
  }

  public BrokenPeer(Manner manner) throws IOException {
    this.manner = manner;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "test-broken-peer");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return server.getLocalPort();
  }

  public int accepted() {
    return accepted.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    SplittableRandom random = new SplittableRandom(4);
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        accepted.incrementAndGet();
        switch (manner) {
          case SLAMS -> socket.close();
          case TALKS_NOISE -> {
            byte[] noise = new byte[4_096];
            random.nextBytes(noise);
            socket.getOutputStream().write(noise);
            socket.getOutputStream().flush();
          }
          case KEEPS_SILENT -> socket.setSoTimeout(1);
          case RESETS -> {
            int unused = socket.getInputStream().read();
            socket.setSoLinger(true, 0);
            socket.close();
          }
        }
      } catch (IOException gone) {
        if (server.isClosed()) {
          return;
        }
      }
    }
  }
}
