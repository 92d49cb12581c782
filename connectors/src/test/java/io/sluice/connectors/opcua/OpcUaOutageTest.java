package io.sluice.connectors.opcua;

import io.sluice.connectors.Access;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.OutageContract;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Supervisor;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Milo's client against peers that do wrong. */
class OpcUaOutageTest extends OutageContract {
  @Override
  protected Connector connect(int port, PlantClock clock) {
    PlantClock.Loop loop = clock.loop("outage");
    Tag tag =
        new Tag(
            "a",
            "live",
            "ns=1;s=a",
            DataType.FLOAT64,
            "",
            0,
            1,
            1,
            0,
            0,
            Access.READ,
            TagClass.PROCESS,
            "");
    List<Feed> feeds =
        List.of(
            new Feed(new TagGroup("outage", "live", Duration.ofMillis(50), List.of(tag)), clock));
    OpcUaOptions options =
        new OpcUaOptions(
            "opc.tcp://127.0.0.1:" + port,
            null,
            null,
            Duration.ofMillis(100),
            Map.of("live", new OpcUaOptions.PublishGroup(Duration.ofMillis(50), null, 1)));
    OpcUaLink link = new OpcUaLink("outage", options, feeds, clock, loop);
    return new Supervisor(
        new Supervisor.Settings("outage", "opcua", "peer", Duration.ofMillis(500), RESTLESS),
        feeds,
        link,
        clock,
        loop);
  }
}
