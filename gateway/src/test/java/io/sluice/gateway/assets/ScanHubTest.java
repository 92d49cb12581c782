package io.sluice.gateway.assets;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Scan;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.fakes.Feed;
import io.sluice.gateway.fakes.Pump;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScanHubTest {
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  private final Feed feed = new Feed(clock);
  private final LatestSamples latest = new LatestSamples(Pump.GROUPS);
  private final AssetLoop pump =
      new AssetLoop(
          new AssetSamples("pump-1", Pump.GROUPS, Pump.NUMERIC), clock.loop("pump-1"), 100);
  private final ScanHub hub = new ScanHub(latest, List.of(pump));
  private final List<Scan> heard = new ArrayList<>();

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
  void aListenerHearsEveryGroup() {
    hub.listen(heard::add);
    hub.onScan(feed.good(Pump.FAST, 1450, 210, 3));
    hub.onScan(feed.keepAlive(Pump.SLOW));
    assertThat(heard).hasSize(2);
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
    hub.listen(
        scan -> {
          throw new IllegalStateException("a bug");
        });
    hub.subscribe(
        "fast",
        scan -> {
          throw new IllegalStateException("another");
        });
    hub.subscribe("fast", heard::add);
    hub.onScan(feed.good(Pump.FAST, 1, 2, 3));
    assertThat(heard).hasSize(1);
  }
}
