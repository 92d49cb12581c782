package io.sluice.simulator.s7;

import io.sluice.simulator.wire.HeldPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An S7 PLC on the wire: ISO-on-TCP (RFC 1006), transport class 0, setup, read and write of several
 * variables, system status lists. Listens on loopback only. One thread listens and one serves each
 * connection; connections and message lengths are bounded. Input that breaks the protocol closes
 * its connection and is counted.
 *
 * <p>Thread-safe.
 */
public final class S7Server implements AutoCloseable {
  /** Connections at once; one more is closed at once and counted. */
  public static final int MOST_CONNECTIONS = 32;

  private static final Logger log = LoggerFactory.getLogger(S7Server.class);
  private static final int BACKLOG = 50;
  private static final int MOST_TRIES = 5;
  private static final long MILLIS_TO_CLOSE = 2_000;

  private final Memory memory;
  private final int longestPdu;
  private final SystemStatus status;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong hostile = new AtomicLong();
  private final AtomicLong turnedAway = new AtomicLong();
  private volatile boolean deaf;
  private volatile int port;
  private @Nullable ServerSocket listening;
  private @Nullable Thread accepting;
  private @Nullable HeldPort held;

  /**
   * Wires; listens to nothing.
   *
   * @param memory what stands behind the addresses
   * @param port TCP port on loopback, 0 for any free one, which is then kept over restarts
   * @param longestPdu longest message granted: 240, 480 or 960 in real PLCs; at least 240
   */
  public S7Server(Memory memory, int port, int longestPdu) {
    if (longestPdu < 240 || longestPdu > 8_000) {
      throw new IllegalArgumentException("PDU of " + longestPdu + " bytes, allowed 240 to 8000");
    }
    this.memory = memory;
    this.port = port;
    this.longestPdu = longestPdu;
    this.status = new SystemStatus(longestPdu);
  }

  /**
   * Listens, on the port it had before; does nothing where it already does.
   *
   * @throws IOException naming the port that cannot be had
   */
  public synchronized void start() throws IOException {
    if (listening != null) {
      return;
    }
    boolean any = held == null && port == 0;
    ServerSocket fresh = null;
    for (int tries = 0; fresh == null; tries++) {
      try {
        fresh = listen();
      } catch (IOException taken) {
        if (!any || tries == MOST_TRIES) {
          throw new IOException("s7: " + taken.getMessage(), taken);
        }
        giveBack();
        port = 0;
      }
    }
    ServerSocket ready = fresh;
    listening = ready;
    accepting = daemon(() -> accept(ready), "s7-plc");
  }

  /** A port that was free a moment ago may be another program's now. */
  private ServerSocket listen() throws IOException {
    if (held == null) {
      held = new HeldPort(port);
      port = held.number();
    }
    ServerSocket fresh = new ServerSocket();
    try {
      fresh.setReuseAddress(true);
      fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      return fresh;
    } catch (IOException taken) {
      fresh.close();
      throw new IOException(
          "cannot listen on 127.0.0.1:" + port + ": " + taken.getMessage(), taken);
    }
  }

  private void giveBack() {
    if (held != null) {
      closeQuietly(held);
      held = null;
    }
  }

  /** Closes all connections and refuses new ones; the port and what the memory holds stay. */
  public synchronized void stop() {
    ServerSocket old = listening;
    listening = null;
    if (old != null) {
      closeQuietly(old);
      sockets.forEach(S7Server::closeQuietly);
      awaitAccepting();
    }
  }

  /** The port is free only when the thread has left its call: the system call holds the socket. */
  private void awaitAccepting() {
    Thread thread = accepting;
    try {
      if (thread != null) {
        thread.join(MILLIS_TO_CLOSE);
      }
      if (thread != null && thread.isAlive()) {
        log.warn("s7: port {} is still open after 2 s", port);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The port, once started. */
  public int port() {
    return port;
  }

  /** From now on messages are read and never answered, or answered again. */
  public void deaf(boolean saysNothing) {
    deaf = saysNothing;
  }

  /** Whether its CPU shows RUN or STOP; reads are answered in either. */
  public void running(boolean runs) {
    status.running(runs);
  }

  /** Connections that are open now. */
  public int connections() {
    return sockets.size();
  }

  /** S7 messages read so far. */
  public long messages() {
    return messages.get();
  }

  /** Connections closed because of what came. */
  public long hostileInputs() {
    return hostile.get();
  }

  /** Connections closed because there were too many. */
  public long turnedAway() {
    return turnedAway.get();
  }

  @Override
  public synchronized void close() {
    stop();
    giveBack();
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        admit(from.accept(), from);
      } catch (IOException closed) {
        log.debug("s7: {}", closed.getMessage());
      }
    }
  }

  private void admit(Socket socket, ServerSocket from) throws IOException {
    if (sockets.size() >= MOST_CONNECTIONS) {
      turnedAway.incrementAndGet();
      socket.close();
      return;
    }
    socket.setTcpNoDelay(true);
    sockets.add(socket);
    if (from.isClosed()) {
      leave(socket);
      return;
    }
    Thread unused = daemon(() -> serve(socket), "s7-plc-io");
  }

  private void serve(Socket socket) {
    try {
      Conversation conversation =
          new Conversation(new Tpkt(socket), new Jobs(memory, status, longestPdu));
      while (conversation.turn(() -> !deaf)) {
        messages.incrementAndGet();
      }
    } catch (HostileInputException broken) {
      hostile.incrementAndGet();
      log.debug("s7: closing {}: {}", socket.getRemoteSocketAddress(), broken.getMessage());
    } catch (IOException gone) {
      log.debug("s7: {} is gone: {}", socket.getRemoteSocketAddress(), gone.getMessage());
    } finally {
      leave(socket);
    }
  }

  private void leave(Socket socket) {
    sockets.remove(socket);
    closeQuietly(socket);
  }

  private static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception closed) {
      log.debug("s7: closing failed: {}", closed.getMessage());
    }
  }
}
