package io.sluice.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A cable between a connector and its peer that can be cut, or left to carry nothing. */
public final class Wire implements AutoCloseable {
  private final ServerSocket server;
  private final int peerPort;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean swallowing;

  public Wire(int peerPort) {
    this.peerPort = peerPort;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** From now on the peer's answers are lost; the TCP connection stays, new ones are accepted. */
  public void swallow() {
    swallowing = true;
  }

  /** Carries again; what was lost stays lost, connections that missed something stay silent. */
  public void heal() {
    swallowing = false;
  }

  /** Open connections through this wire. */
  public int connections() {
    return sockets.size() / 2;
  }

  public void cut() {
    sockets.forEach(Wire::closeQuietly);
    sockets.clear();
  }

  @Override
  public void close() {
    closeQuietly(server);
    cut();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        near.setTcpNoDelay(true);
        Socket far = new Socket(InetAddress.getLoopbackAddress(), peerPort);
        far.setTcpNoDelay(true);
        sockets.add(near);
        sockets.add(far);
        daemon(() -> carry(near, far, false));
        daemon(() -> carry(far, near, true));
      } catch (IOException refused) {
        swallowed(refused);
      }
    }
  }

  private void carry(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[65_536];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!(answers && swallowing)) {
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException ended) {
      swallowed(ended);
    } finally {
      closeQuietly(from);
      closeQuietly(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void daemon(Runnable body) {
    Thread thread = new Thread(body, "test-wire");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception closed) {
      swallowed(closed);
    }
  }

  /** A cut wire is what this class is for. */
  private static void swallowed(Exception expected) {
    if (expected instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }
}
