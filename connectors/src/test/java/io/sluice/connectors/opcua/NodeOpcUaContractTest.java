package io.sluice.connectors.opcua;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorContract;
import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.simulator.wire.Framing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** The contract against a server that nobody here wrote, without security. */
@org.junit.jupiter.api.Tag("peers")
class NodeOpcUaContractTest extends ConnectorContract {
  private final NodeOpcUa peer;

  NodeOpcUaContractTest(@TempDir Path files) {
    peer = new NodeOpcUa(files);
  }

  /** How the connection is secured. */
  OpcUaOptions.@Nullable Security security() {
    return null;
  }

  /** Who the gateway is to the server. */
  OpcUaOptions.@Nullable User user() {
    return null;
  }

  NodeOpcUa peer() {
    return peer;
  }

  @Override
  protected void startPeer() throws Exception {
    peer.start();
  }

  @Override
  protected void stopPeer() throws Exception {
    peer.stop();
  }

  @Override
  protected int peerPort() {
    return peer.port;
  }

  @Override
  protected Framing framing() {
    return Framing.OPC_UA;
  }

  @Override
  protected Connector connect(int port, PlantClock clock) {
    OpcUaOptions options =
        new OpcUaOptions(
            "opc.tcp://127.0.0.1:" + port,
            security(),
            user(),
            Duration.ofSeconds(1),
            Map.of(
                "fast",
                new OpcUaOptions.PublishGroup(Duration.ofMillis(50), Duration.ofMillis(20), 10)));
    String uri = "nsu=" + OpcUaPeer.NAMESPACE + ";s=";
    return new OpcUaKind()
        .create(
            "contract",
            options,
            List.of(
                tag("pump-1/speed", uri + "speed", DataType.FLOAT32, 1),
                tag("pump-1/flow", uri + "flow", DataType.INT16, 0.1),
                tag("pump-1/gone", uri + "gone", DataType.INT16, 1),
                tag("pump-1/speed-sp", uri + "speed-sp", DataType.FLOAT32, 1)),
            clock);
  }
}
