package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.FaultContract;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.simulator.eip.CipType;
import java.util.List;

/** Logix tells of faults in our words. */
class LogixFaultTest extends FaultContract {
  private final LogixPeer peer = new LogixPeer();

  @Override
  protected String cut() {
    return "the PLC closed the connection";
  }

  @Override
  protected int startPeer() throws Exception {
    peer.tags.put("speed", CipType.INT, 3);
    peer.start();
    return peer.port;
  }

  @Override
  protected void stopPeer() {
    peer.stop();
  }

  @Override
  protected Tag writable() {
    return LogixTags.tag("a-sp", "speed", DataType.INT16);
  }

  @Override
  protected Connector connect(int port, PlantClock clock) {
    return new LogixKind()
        .create("faults", LogixPeer.options(port, 400, 20), List.of(writable()), clock);
  }
}
