package io.sluice.connectors.modbus;

import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.OutageContract;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Supervisor;
import java.time.Duration;
import java.util.List;

/** Modbus TCP against peers that do wrong. */
class ModbusTcpOutageTest extends OutageContract {
  @Override
  protected Connector connect(int port, PlantClock clock) {
    PlantClock.Loop loop = clock.loop("outage");
    TagGroup group =
        new TagGroup(
            "outage",
            "fast",
            Duration.ofMillis(50),
            List.of(ModbusContract.tag("a", "40001", DataType.INT16, 1)));
    List<Feed> feeds = List.of(new Feed(group, clock));
    ModbusOptions options =
        Options.of("tcp://127.0.0.1:" + port, Duration.ofMillis(100), Duration.ofMillis(50));
    return new Supervisor(
        new Supervisor.Settings("outage", "modbus", "peer", Duration.ofMillis(500), RESTLESS),
        feeds,
        new ModbusLink(options, feeds, clock, loop),
        clock,
        loop);
  }
}
