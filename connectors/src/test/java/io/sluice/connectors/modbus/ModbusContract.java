package io.sluice.connectors.modbus;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorContract;
import io.sluice.connectors.DataType;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import java.time.Duration;
import java.util.List;

/** The connector's contract with the contract's registers, whatever carries the frames. */
abstract class ModbusContract extends ConnectorContract {
  static void fill(ModbusPeer peer) {
    peer.put(0, 1480.5, 2);
    peer.put(2, 123, 1);
    peer.put(9, 900, 2);
    peer.unmapped.add(3);
  }

  static Connector connect(String url, PlantClock clock) {
    return connect(Options.of(url, Duration.ofMillis(400), Duration.ofMillis(50)), clock);
  }

  static Connector connect(ModbusOptions options, PlantClock clock) {
    List<Tag> tags =
        List.of(
            tag("pump-1/speed", "40001", DataType.FLOAT32, 1),
            tag("pump-1/flow", "40003", DataType.INT16, 0.1),
            tag("pump-1/gone", "40004", DataType.INT16, 1),
            tag("pump-1/speed-sp", "40010", DataType.FLOAT32, 1));
    return new ModbusKind().create("contract", options, tags, clock);
  }

  /** As the contract makes its tags. */
  protected static Tag tag(String name, String address, DataType type, double scale) {
    return ConnectorContract.tag(name, address, type, scale);
  }
}
