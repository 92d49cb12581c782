package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorContract;
import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.simulator.s7.Area;
import io.sluice.simulator.wire.Framing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** S7 against the virtual PLC, whose data block 9 is missing. */
class S7ContractTest extends ConnectorContract {
  private final S7Blocks peer;

  S7ContractTest() throws IOException {
    peer = new S7Blocks(480);
    peer.put(0, 1480.5f);
    peer.put(4, 123);
    peer.put(20, 900f);
    put(100, ByteBuffer.allocate(2).putShort(Short.MIN_VALUE).array());
    put(102, ByteBuffer.allocate(2).putShort((short) 65_535).array());
    put(104, ByteBuffer.allocate(4).putInt(Integer.MIN_VALUE).array());
    put(108, ByteBuffer.allocate(4).putInt(-1).array());
    put(112, ByteBuffer.allocate(1).put((byte) 0x08).array());
  }

  private void put(int start, byte[] bytes) {
    peer.memory.put(Area.DATA_BLOCK, 1, start, bytes);
  }

  @Override
  protected Framing framing() {
    return Framing.TPKT;
  }

  /** Values of 64 bits and texts have tests of their own, for each way to write them. */
  @Override
  protected Map<Tag, Object> everyType() {
    return Map.of(
        tag("int16", "DB1.DBW100", DataType.INT16, 1),
        Short.MIN_VALUE,
        tag("uint16", "DB1.DBW102", DataType.UINT16, 1),
        65_535,
        tag("int32", "DB1.DBD104", DataType.INT32, 1),
        Integer.MIN_VALUE,
        tag("uint32", "DB1.DBD108", DataType.UINT32, 1),
        4_294_967_295L,
        tag("bool", "DB1.DBX112.3", DataType.BOOL, 1),
        1,
        tag("float32", "DB1.DBD0", DataType.FLOAT32, 1),
        1480.5);
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
