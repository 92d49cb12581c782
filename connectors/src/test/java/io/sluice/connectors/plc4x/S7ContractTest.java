package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorContract;
import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import java.io.IOException;
import java.util.List;

/** S7 against the virtual PLC, whose data block 9 is missing. */
class S7ContractTest extends ConnectorContract {
  private final S7Blocks peer;

  S7ContractTest() throws IOException {
    peer = new S7Blocks(480);
    peer.put(0, 1480.5f);
    peer.put(4, 123);
    peer.put(20, 900f);
  }

  @Override
  protected void startPeer() throws Exception {
    peer.server.start();
  }

  @Override
  protected void stopPeer() {
    peer.server.stop();
  }

  @Override
  protected int peerPort() {
    return peer.server.port();
  }

  @Override
  protected Connector connect(int port, PlantClock clock) {
    return new S7Kind().create("contract", S7Tags.options(port), tags(), clock);
  }

  static List<Tag> tags() {
    return List.of(
        tag("pump-1/speed", "DB1.DBD0", DataType.FLOAT32, 1),
        tag("pump-1/flow", "DB1.DBW4", DataType.INT16, 0.1),
        tag("pump-1/gone", "DB9.DBW0", DataType.INT16, 1),
        tag("pump-1/speed-sp", "DB1.DBD20", DataType.FLOAT32, 1));
  }
}
