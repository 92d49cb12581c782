package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorContract;
import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.modbus.ModbusPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** PLC4X against a Modbus device that answers exception 02 for the third tag. */
class Plc4xContractTest extends ConnectorContract {
  private final ModbusPeer peer;

  Plc4xContractTest() throws IOException {
    peer = new ModbusPeer();
    peer.put(0, 1480.5, 2);
    peer.put(2, 123, 1);
    peer.put(9, 900, 2);
    peer.unmapped.add(3);
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
    Plc4xOptions options =
        new Plc4xOptions(
            "modbus-tcp://127.0.0.1:" + port,
            Duration.ofMillis(400),
            Map.of("fast", new Plc4xOptions.PollGroup(Duration.ofMillis(50))));
    List<Tag> tags =
        List.of(
            tag("pump-1/speed", "40001", DataType.FLOAT32, 1),
            tag("pump-1/flow", "40003", DataType.INT16, 0.1),
            tag("pump-1/gone", "40004", DataType.INT16, 1),
            tag("pump-1/speed-sp", "40010", DataType.FLOAT32, 1));
    return new Plc4xKind().create("contract", options, tags, clock);
  }
}
