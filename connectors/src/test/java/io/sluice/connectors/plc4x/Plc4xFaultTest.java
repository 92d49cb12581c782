package io.sluice.connectors.plc4x;

import io.sluice.connectors.Access;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.FaultContract;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.modbus.ModbusPeer;
import io.sluice.connectors.plan.PollGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** PLC4X's driver tells of faults in our words. */
class Plc4xFaultTest extends FaultContract {
  private final ModbusPeer peer;

  Plc4xFaultTest() throws IOException {
    peer = new ModbusPeer();
  }

  @Override
  protected String cut() {
    return "the PLC closed the connection";
  }

  @Override
  protected int startPeer() throws Exception {
    peer.start();
    return peer.port;
  }

  @Override
  protected void stopPeer() throws Exception {
    peer.close();
  }

  @Override
  protected Tag writable() {
    return new Tag(
        "a",
        "fast",
        "40001",
        DataType.INT16,
        "",
        0,
        9,
        1,
        0,
        0,
        Access.WRITE,
        TagClass.SETPOINT,
        "");
  }

  @Override
  protected Connector connect(int port, PlantClock clock) {
    Plc4xOptions options =
        new Plc4xOptions(
            "modbus-tcp://127.0.0.1:" + port,
            Duration.ofMillis(400),
            Map.of("fast", new PollGroup(Duration.ofMillis(20))));
    return new Plc4xKind().create("faults", options, List.of(writable()), clock);
  }
}
