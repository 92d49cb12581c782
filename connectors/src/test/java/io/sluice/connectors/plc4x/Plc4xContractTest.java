package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorContract;
import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.modbus.ModbusPeer;
import io.sluice.connectors.plan.PollGroup;
import io.sluice.simulator.wire.Framing;
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
    words(100, -32_768L, 1);
    words(101, 65_535L, 1);
    words(102, -2_147_483_648L, 2);
    words(104, 4_294_967_295L, 2);
    words(106, -9_007_199_254_740_992L, 4);
    words(110, 9_007_199_254_740_992L, 4);
    words(114, Double.doubleToRawLongBits(-0.1), 4);
    peer.coils[7] = true;
  }

  private void words(int register, long raw, int words) {
    for (int i = 0; i < words; i++) {
      peer.holding[register + i] = (int) (raw >>> (16 * (words - 1 - i))) & 0xFFFF;
    }
  }

  @Override
  protected Framing framing() {
    return Framing.MODBUS;
  }

  /** PLC4X has no texts and no bits in registers. */
  @Override
  protected Map<Tag, Object> everyType() {
    return Map.of(
        tag("int16", "40101", DataType.INT16, 1),
        -32_768,
        tag("uint16", "40102", DataType.UINT16, 1),
        65_535,
        tag("int32", "40103", DataType.INT32, 1),
        Integer.MIN_VALUE,
        tag("uint32", "40105", DataType.UINT32, 1),
        4_294_967_295L,
        tag("int64", "40107", DataType.INT64, 1),
        -9_007_199_254_740_992L,
        tag("uint64", "40111", DataType.UINT64, 1),
        9_007_199_254_740_992L,
        tag("float32", "40001", DataType.FLOAT32, 1),
        1480.5,
        tag("float64", "40115", DataType.FLOAT64, 1),
        -0.1,
        tag("bool", "00008", DataType.BOOL, 1),
        1);
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
            Map.of("fast", new PollGroup(Duration.ofMillis(50))));
    List<Tag> tags =
        List.of(
            tag("pump-1/speed", "40001", DataType.FLOAT32, 1),
            tag("pump-1/flow", "40003", DataType.INT16, 0.1),
            tag("pump-1/gone", "40004", DataType.INT16, 1),
            tag("pump-1/speed-sp", "40010", DataType.FLOAT32, 1));
    return new Plc4xKind().create("contract", options, tags, clock);
  }
}
