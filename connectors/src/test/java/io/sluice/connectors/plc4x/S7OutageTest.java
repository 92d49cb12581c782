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

/** S7 against peers that do wrong. */
class S7OutageTest extends OutageContract {
  @Override
  protected Connector connect(int port, PlantClock clock) {
    PlantClock.Loop loop = clock.loop("outage");
    TagGroup group =
        new TagGroup(
            "outage",
            "fast",
            Duration.ofMillis(50),
            List.of(S7Tags.read("DB1.DBW0", DataType.INT16)));
    List<Feed> feeds = List.of(new Feed(group, clock));
    S7Options options = S7Tags.options(port, Duration.ofMillis(50), Duration.ofMillis(100));
    return new Supervisor(
        new Supervisor.Settings("outage", "s7", "peer", Duration.ofMillis(500), RESTLESS),
        feeds,
        new S7Link(options, feeds, clock, loop),
        clock,
        loop);
  }
}
