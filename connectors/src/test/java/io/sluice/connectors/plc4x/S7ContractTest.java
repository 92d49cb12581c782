package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorContract;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.simulator.wire.Framing;
import java.io.IOException;
import java.util.Map;

/** S7 against the virtual PLC, whose data block 9 is missing. */
class S7ContractTest extends ConnectorContract {
  private final S7Blocks peer;

  S7ContractTest() throws IOException {
    peer = new S7Blocks(480);
    peer.show(S7Image.bytes());
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
  protected Framing framing() {
    return Framing.TPKT;
  }

  @Override
  protected Map<Tag, Object> everyType() {
    return S7Image.everyType();
  }

  @Override
  protected Connector connect(int port, PlantClock clock) {
    return new S7Kind().create("contract", S7Tags.options(port), S7Image.contractTags(), clock);
  }
}
