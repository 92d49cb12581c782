package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.OutageContract;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Supervisor;
import java.time.Duration;
import java.util.List;

/** PLC4X's driver against peers that do wrong. */
class Plc4xOutageTest extends OutageContract {
  @Override
  protected Connector connect(int port, PlantClock clock) {
    PlantClock.Loop loop = clock.loop("outage");
    TagGroup group =
        new TagGroup(
            "outage",
            "fast",
            Duration.ofMillis(50),
            List.of(ModbusTagCheckTest.tag("40001", DataType.INT16)));
    List<Feed> feeds = List.of(new Feed(group, clock));
    Plc4xUrl url = Plc4xUrl.parse("modbus-tcp://127.0.0.1:" + port);
    Plc4xLink.Peer peer =
        new Plc4xLink.Peer(
            url.opener(Duration.ofMillis(100)), Duration.ofMillis(100), url.dialect());
    Plc4xLink link = new Plc4xLink(peer, feeds, clock, loop);
    return new Supervisor(
        new Supervisor.Settings("outage", "plc4x", "peer", Duration.ofMillis(500), RESTLESS),
        feeds,
        link,
        clock,
        loop);
  }
}
