package io.sluice.connectors.opcua;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorContract;
import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.simulator.wire.Framing;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;

/** Milo against a server that has no node for the third tag, and tells a host nobody can reach. */
class OpcUaContractTest extends ConnectorContract {
  private static final Map<String, Object> SHOWN =
      Map.of(
          "bool",
          true,
          "int16",
          Short.MIN_VALUE,
          "uint16",
          Unsigned.ushort(65_535),
          "int32",
          Integer.MIN_VALUE,
          "uint32",
          Unsigned.uint(4_294_967_295L),
          "int64",
          -9_007_199_254_740_992L,
          "uint64",
          Unsigned.ulong(9_007_199_254_740_992L),
          "float32",
          -0.5f,
          "float64",
          -0.1,
          "string",
          "läuft");

  private final OpcUaPeer peer;

  OpcUaContractTest() throws IOException {
    peer = new OpcUaPeer();
  }

  @Override
  protected void startPeer() throws Exception {
    peer.put("speed", 1480.5f);
    peer.put("flow", (short) 123);
    peer.put("speed-sp", 900f);
    SHOWN.forEach(peer::put);
    peer.start();
  }

  @Override
  protected Framing framing() {
    return Framing.OPC_UA;
  }

  @Override
  protected Map<Tag, Object> everyType() {
    Map<Tag, Object> all = new HashMap<>();
    for (DataType type : DataType.values()) {
      String name = type.name().toLowerCase(Locale.ROOT);
      Object shown = SHOWN.getOrDefault(name, "");
      all.put(
          tag(name, "nsu=" + OpcUaPeer.NAMESPACE + ";s=" + name, type, 1),
          shown instanceof Boolean on ? (Object) (on ? 1 : 0) : shown);
    }
    return all;
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
    OpcUaOptions options =
        new OpcUaOptions(
            "opc.tcp://127.0.0.1:" + port,
            null,
            null,
            Duration.ofSeconds(1),
            Map.of(
                "fast",
                new OpcUaOptions.PublishGroup(Duration.ofMillis(50), Duration.ofMillis(20), 10)));
    String uri = "nsu=" + OpcUaPeer.NAMESPACE + ";s=";
    List<Tag> tags =
        List.of(
            tag("pump-1/speed", uri + "speed", DataType.FLOAT32, 1),
            tag("pump-1/flow", uri + "flow", DataType.INT16, 0.1),
            tag("pump-1/gone", uri + "gone", DataType.INT16, 1),
            tag("pump-1/speed-sp", uri + "speed-sp", DataType.FLOAT32, 1));
    return new OpcUaKind().create("contract", options, tags, clock);
  }
}
