package io.sluice.connectors.modbus;

import io.sluice.connectors.Connector;
import io.sluice.connectors.PlantClock;
import io.sluice.simulator.wire.Framing;
import java.io.IOException;

/** Modbus TCP against a device that answers exception 02 for the third tag. */
class ModbusTcpContractTest extends ModbusContract {
  private final ModbusPeer peer;

  ModbusTcpContractTest() throws IOException {
    peer = new ModbusPeer(ModbusPeer.Carrier.TCP);
    fill(peer);
  }

  @Override
  protected void startPeer() throws Exception {
    peer.start();
  }

  @Override
  protected void stopPeer() throws Exception {
    peer.close();
  }

  @Override
  protected int peerPort() {
    return peer.port;
  }

  @Override
  protected Framing framing() {
    return Framing.MODBUS;
  }

  @Override
  protected Connector connect(int port, PlantClock clock) {
    return connect("tcp://127.0.0.1:" + port, clock);
  }
}
