package io.sluice.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Connector;
import io.sluice.connectors.Scan;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.fakes.Feed;
import io.sluice.gateway.fakes.Pump;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ScanHubTest {
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  private final Feed feed = new Feed(clock);
  private final LatestSamples latest = new LatestSamples();
  private final AssetLoop pump =
      new AssetLoop(
          new AssetSamples("pump-1", Pump.GROUPS, Pump.NUMERIC), clock.loop("pump-1"), 100);
  private final ScanHub hub = new ScanHub(latest);
  private final List<Scan> heard = new ArrayList<>();

  ScanHubTest() {
    latest.replace("plc", Pump.GROUPS);
    hub.serve(Pump.GROUPS, List.of(pump), List.of());
  }

  @Test
  void aScanReachesTheLatestSamplesTheAssetAndTheSubscribersOfItsGroup() {
    List<Scan> slow = new ArrayList<>();
    hub.subscribe("fast", heard::add);
    hub.subscribe("slow", slow::add);
    Scan scan = feed.good(Pump.FAST, 1450, 210, 3);
    hub.onScan(scan);
    clock.settle();
    assertThat(heard).containsExactly(scan);
    assertThat(slow).isEmpty();
    assertThat(latest.of("pump-1/flow").orElseThrow().value()).isEqualTo(210);
    assertThat(pump.samples().value(1)).isEqualTo(210);
  }

  @Test
  void aListenerHearsTheGroupsThatConcernIt() {
    hub.serve(Pump.GROUPS, List.of(pump), List.of(new OfGroup(Pump.FAST, heard::add)));
    hub.onScan(feed.good(Pump.FAST, 1450, 210, 3));
    hub.onScan(feed.keepAlive(Pump.SLOW));
    assertThat(heard).extracting(Scan::group).containsExactly(Pump.FAST);
  }

  @Test
  void whoIsServedNoLongerHearsNothingAndTheSubscribersHearOn() {
    List<Scan> before = new ArrayList<>();
    hub.serve(Pump.GROUPS, List.of(), List.of(new OfGroup(Pump.FAST, before::add)));
    hub.subscribe("fast", heard::add);
    hub.onScan(feed.good(Pump.FAST, 1, 2, 3));
    hub.serve(Pump.GROUPS, List.of(), List.of());
    hub.onScan(feed.good(Pump.FAST, 1, 2, 3));
    assertThat(before).hasSize(1);
    assertThat(heard).hasSize(2);
  }

  @Test
  void onlyTheNewestConnectorIsHeard() {
    hub.subscribe("fast", heard::add);
    Connector.Listener first = hub.feed();
    Connector.Listener second = hub.feed();
    first.onScan(feed.good(Pump.FAST, 1, 2, 3));
    Scan scan = feed.good(Pump.FAST, 1, 2, 3);
    second.onScan(scan);
    hub.mute();
    second.onScan(feed.good(Pump.FAST, 1, 2, 3));
    assertThat(heard).containsExactly(scan);
  }

  @Test
  void aSubscriberHearsNothingOnceClosed() {
    ScanHub.Subscription subscription = hub.subscribe("fast", heard::add);
    hub.onScan(feed.good(Pump.FAST, 1, 2, 3));
    subscription.close();
    hub.onScan(feed.good(Pump.FAST, 1, 2, 3));
    assertThat(heard).hasSize(1);
  }

  @Test
  void aSubscriberClosedWhileAScanIsBeingDeliveredDoesNotGetIt() {
    List<ScanHub.Subscription> second = new ArrayList<>();
    hub.subscribe("fast", scan -> second.get(0).close());
    second.add(hub.subscribe("fast", heard::add));
    hub.onScan(feed.good(Pump.FAST, 1, 2, 3));
    assertThat(heard).isEmpty();
  }

  @Test
  void aSubscriberAddedWhileAScanIsBeingDeliveredGetsTheNextOne() {
    hub.subscribe(
        "fast",
        scan -> {
          if (scan.sequence() == 1) {
            hub.subscribe("fast", heard::add);
          }
        });
    hub.onScan(feed.good(Pump.FAST, 1, 2, 3));
    hub.onScan(feed.good(Pump.FAST, 1, 2, 3));
    assertThat(heard).extracting(Scan::sequence).containsExactly(2L);
  }

  @Test
  void aTakerThatThrowsCostsTheOthersNothing() {
    Consumer<Scan> bug =
        scan -> {
          throw new IllegalStateException("a bug");
        };
    hub.serve(Pump.GROUPS, List.of(), List.of(new OfGroup(Pump.FAST, bug)));
    hub.subscribe(
        "fast",
        scan -> {
          throw new IllegalStateException("another");
        });
    hub.subscribe("fast", heard::add);
    hub.onScan(feed.good(Pump.FAST, 1, 2, 3));
    assertThat(heard).hasSize(1);
  }

  private record OfGroup(TagGroup group, Consumer<Scan> consumer) implements ScanHub.Listener {
    @Override
    public boolean concerns(TagGroup other) {
      return other.equals(group);
    }

    @Override
    public void onScan(Scan scan) {
      consumer.accept(scan);
    }
  }
}
