package io.sluice.connectors.modbus;

import io.sluice.connectors.Connector;
import io.sluice.connectors.PlantClock;
import io.sluice.simulator.wire.Framing;

/** The contract against a server that nobody here wrote, fresh for each test. */
abstract class PeerContract extends ModbusContract {
  private final PeerProcess peer;
  private final String scheme;

  PeerContract(PeerProcess peer, String scheme) {
    this.peer = peer;
    this.scheme = scheme;
  }

  @Override
  protected void startPeer() throws Exception {
    peer.start();
  }

  @Override
  protected void stopPeer() throws Exception {
    peer.stop();
  }

  @Override
  protected int peerPort() {
    return peer.port;
  }

  @Override
  protected Framing framing() {
    return scheme.equals("tcp") ? Framing.MODBUS : Framing.RAW;
  }

  @Override
  protected Connector connect(int port, PlantClock clock) {
    return connect(scheme + "://127.0.0.1:" + port, clock);
  }
}
