package io.sluice.connectors.modbus;

import io.sluice.connectors.Connector;
import io.sluice.connectors.PlantClock;
import java.io.IOException;

/** RTU frames over TCP against a device that answers exception 02 for the third tag. */
class RtuOverTcpContractTest extends ModbusContract {
  private final ModbusPeer peer;

  RtuOverTcpContractTest() throws IOException {
    peer = new ModbusPeer(ModbusPeer.Carrier.RTU_OVER_TCP);
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
  protected Connector connect(int port, PlantClock clock) {
    return connect("rtu-over-tcp://127.0.0.1:" + port, clock);
  }
}
