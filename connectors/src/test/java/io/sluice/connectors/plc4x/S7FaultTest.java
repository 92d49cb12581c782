package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.FaultContract;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** S7 tells of faults in our words. */
class S7FaultTest extends FaultContract {
  private final S7Blocks peer;

  S7FaultTest() throws IOException {
    peer = new S7Blocks(480);
  }

  @Override
  protected String cut() {
    return "the PLC closed the connection";
  }

  @Override
  protected int startPeer() throws Exception {
    peer.server.start();
    return peer.server.port();
  }

  @Override
  protected void stopPeer() {
    peer.server.stop();
  }

  @Override
  protected Tag writable() {
    return S7Tags.written("DB1.DBW0", DataType.INT16);
  }

  @Override
  protected Connector connect(int port, PlantClock clock) {
    S7Options options = S7Tags.options(port, Duration.ofMillis(20), Duration.ofMillis(400));
    return new S7Kind().create("faults", options, List.of(writable()), clock);
  }
}
