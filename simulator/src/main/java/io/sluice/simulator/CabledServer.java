package io.sluice.simulator;

import io.sluice.simulator.instruments.Link;
import io.sluice.simulator.instruments.Protocol;
import io.sluice.simulator.wire.Direction;
import io.sluice.simulator.wire.FaultProxy;
import io.sluice.simulator.wire.Framing;
import io.sluice.simulator.wire.ProxyCounts;
import io.sluice.simulator.wire.WireFault;
import java.io.IOException;

/**
 * A server of the plant at the far end of its cable; clients connect to the near end. Every method
 * may block for some seconds and is called by one thread at a time.
 */
final class CabledServer implements AutoCloseable {
  private final FaultProxy cable;
  private final Link server;
  private boolean powered;
  private boolean cut;

  /**
   * Lays the cable; the server is still off.
   *
   * @param port of the near end on loopback, 0 for any free one
   * @param server listens on a port of its own
   * @throws IOException where the port cannot be had
   */
  CabledServer(Protocol protocol, int port, long seed, Link server) throws IOException {
    this.server = server;
    try {
      this.cable = new FaultProxy(port, server::port, framing(protocol), seed);
    } catch (IOException taken) {
      throw new IOException(protocol + ": " + taken.getMessage(), taken);
    }
    cable.refuse();
  }

  private static Framing framing(Protocol protocol) {
    return switch (protocol) {
      case MODBUS -> Framing.MODBUS;
      case OPCUA -> Framing.OPC_UA;
      case S7 -> Framing.TPKT;
      case LOGIX -> Framing.ENCAPSULATION;
    };
  }

  void start() throws IOException {
    server.start();
    powered = true;
    admit();
  }

  /** Powers the controller down: connections, sessions and subscriptions are gone. */
  void stop() {
    powered = false;
    cable.refuse();
    server.stop();
  }

  /** Pulls the cable: connections break and new ones are refused; sessions live on. */
  void cut() {
    cut = true;
    cable.refuse();
    cable.cut();
  }

  void mend() throws IOException {
    cut = false;
    admit();
  }

  void begin(WireFault fault) {
    cable.begin(Direction.ANSWERS, fault);
  }

  void end(WireFault fault) {
    cable.end(Direction.ANSWERS, fault);
  }

  /** Where clients connect. */
  int port() {
    return cable.port();
  }

  /** What its cable has done. */
  ProxyCounts counts() {
    return cable.counts();
  }

  Link server() {
    return server;
  }

  @Override
  public void close() {
    cable.close();
    server.close();
  }

  private void admit() throws IOException {
    if (powered && !cut) {
      cable.admit();
    }
  }
}
