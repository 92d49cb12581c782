package io.sluice.connectors.plc4x;

import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.OutageContract;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Supervisor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Logix against peers that do wrong. */
class LogixOutageTest extends OutageContract {
  @Override
  protected Connector connect(int port, PlantClock clock) {
    Duration timeout = Duration.ofMillis(100);
    PlantClock.Loop loop = clock.loop("outage");
    TagGroup group =
        new TagGroup(
            "outage",
            "fast",
            Duration.ofMillis(50),
            List.of(LogixTags.tag("a", "speed", DataType.INT16)));
    List<Feed> feeds = List.of(new Feed(group, clock));
    LogixOpener opener =
        new LogixOpener(InetSocketAddress.createUnresolved("127.0.0.1", port), 0, timeout);
    Plc4xLink.Peer peer = new Plc4xLink.Peer(opener, timeout, new LogixDialect());
    return new Supervisor(
        new Supervisor.Settings("outage", "logix", "peer", Duration.ofMillis(500), RESTLESS),
        feeds,
        new Plc4xLink(peer, feeds, clock, loop),
        clock,
        loop);
  }
}
