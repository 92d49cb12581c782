package io.sluice.connectors.opcua;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorContract;
import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Milo against a server that has no node for the third tag, and tells a host nobody can reach. */
class OpcUaContractTest extends ConnectorContract {
  private final OpcUaPeer peer;

  OpcUaContractTest() throws IOException {
    peer = new OpcUaPeer();
  }

  @Override
  protected void startPeer() throws Exception {
    peer.put("speed", 1480.5f);
    peer.put("flow", (short) 123);
    peer.put("speed-sp", 900f);
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
