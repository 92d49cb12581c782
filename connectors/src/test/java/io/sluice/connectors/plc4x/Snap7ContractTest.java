package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorContract;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.modbus.PeerProcess;
import io.sluice.simulator.wire.Framing;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** S7 against the snap7 server, which nobody here wrote. */
@Tag("peers")
class Snap7ContractTest extends ConnectorContract {
  private final PeerProcess peer =
      PeerProcess.nodeWith(
          "node-snap7/build/Release/node_snap7.node",
          "s7_snap7.js",
          HexFormat.of().formatHex(S7Image.bytes()));

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
    return Framing.TPKT;
  }

  @Override
  protected Map<io.sluice.connectors.Tag, Object> everyType() {
    return S7Image.everyType();
  }

  @Override
  protected Connector connect(int port, PlantClock clock) {
    return new S7Kind().create("contract", S7Tags.options(port), S7Image.contractTags(), clock);
  }
}
