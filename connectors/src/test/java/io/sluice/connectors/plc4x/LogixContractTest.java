package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorContract;
import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.simulator.eip.CipType;
import io.sluice.simulator.wire.Framing;
import java.util.List;
import java.util.Map;

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
  protected Framing framing() {
    return Framing.ENCAPSULATION;
  }

  @Override
  protected Map<Tag, Object> everyType() {
    peer.tags
        .put("run", CipType.BOOL, 1)
        .put("word", CipType.INT, -32_768)
        .put("long", CipType.DINT, -70_000)
        .put("huge", CipType.LINT, 9_007_199_254_740_991L)
        .put("real", CipType.REAL, -2.5)
        .put("exact", CipType.LREAL, 0.1)
        .putText("name", "Pump 1");
    return Map.of(
        tag("t/bool", "run", DataType.BOOL, 1),
        1,
        tag("t/int16", "word", DataType.INT16, 1),
        -32_768,
        tag("t/int32", "long", DataType.INT32, 1),
        -70_000,
        tag("t/int64", "huge", DataType.INT64, 1),
        9_007_199_254_740_991L,
        tag("t/float32", "real", DataType.FLOAT32, 1),
        -2.5,
        tag("t/float64", "exact", DataType.FLOAT64, 1),
        0.1,
        tag("t/text", "name", DataType.STRING, 1),
        "Pump 1");
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
