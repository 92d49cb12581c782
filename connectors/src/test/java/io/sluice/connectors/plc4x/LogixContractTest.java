package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorContract;
import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.simulator.eip.CipType;
import java.util.List;

/** Logix against the virtual controller, which does not know the third tag. */
class LogixContractTest extends ConnectorContract {
  private final LogixPeer peer = new LogixPeer();

  LogixContractTest() {
    peer.tags
        .put("pump_1_speed", CipType.REAL, 1480.5)
        .put("Pump_1.Flow", CipType.INT, 123)
        .put("Program:Main.speed_sp", CipType.REAL, 900);
  }

  @Override
  protected void startPeer() throws Exception {
    peer.start();
  }

  @Override
  protected void stopPeer() {
    peer.stop();
  }

  @Override
  protected int peerPort() {
    return peer.port;
  }

  @Override
  protected Connector connect(int port, PlantClock clock) {
    List<Tag> tags =
        List.of(
            tag("pump-1/speed", "pump_1_speed", DataType.FLOAT32, 1),
            tag("pump-1/flow", "Pump_1.Flow", DataType.INT16, 0.1),
            tag("pump-1/gone", "pump_1_gone", DataType.INT16, 1),
            tag("pump-1/speed-sp", "Program:Main.speed_sp", DataType.FLOAT32, 1));
    return new LogixKind().create("contract", LogixPeer.options(port, 400, 50), tags, clock);
  }
}
