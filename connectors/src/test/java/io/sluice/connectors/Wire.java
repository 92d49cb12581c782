package io.sluice.connectors;

import io.sluice.simulator.wire.Direction;
import io.sluice.simulator.wire.FaultProxy;
import io.sluice.simulator.wire.Framing;
import io.sluice.simulator.wire.WireFault;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A cable between a connector and its peer that can be cut, or left to carry nothing. */
public final class Wire implements AutoCloseable {
  private final FaultProxy proxy;

  public Wire(int peerPort) {
    this(peerPort, Framing.RAW);
  }

  /** A cable that knows where the protocol's messages begin and end. */
  public Wire(int peerPort, Framing framing) {
    try {
      proxy = FaultProxy.to(peerPort, framing, 4);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  public int port() {
    return proxy.port();
  }

  /** For everything else that can be wrong with a cable. */
  public FaultProxy proxy() {
    return proxy;
  }

  /** From now on the peer's answers are lost; the TCP connection stays, new ones are accepted. */
  public void swallow() {
    answers(WireFault.Swallow.all());
  }

  /** The fault begins in what the peer says. */
  public void answers(WireFault fault) {
    proxy.begin(Direction.ANSWERS, fault);
  }

  /** Carries again; what was lost stays lost, connections that missed something stay silent. */
  public void heal() {
    try {
      proxy.heal();
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  /** Open connections through this wire. */
  public int connections() {
    return proxy.connections();
  }

  public void cut() {
    proxy.cut();
  }

  @Override
  public void close() {
    proxy.close();
  }
}
