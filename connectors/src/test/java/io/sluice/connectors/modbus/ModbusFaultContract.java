package io.sluice.connectors.modbus;

import io.sluice.connectors.Access;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.FaultContract;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Faults of a Modbus device are told in our words, however its frames are carried. */
abstract class ModbusFaultContract extends FaultContract {
  private final String scheme;
  private final ModbusPeer peer;

  ModbusFaultContract(String scheme, ModbusPeer.Carrier carrier) throws IOException {
    this.scheme = scheme;
    this.peer = new ModbusPeer(carrier);
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
    ModbusOptions options =
        Options.of(scheme + "://127.0.0.1:" + port, Duration.ofMillis(400), Duration.ofMillis(20));
    return new ModbusKind().create("faults", options, List.of(writable()), clock);
  }
}
