package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.assets.LatestSamples;
import io.sluice.gateway.assets.ScanHub;
import io.sluice.gateway.routes.RouteManager.RouteText;
import io.sluice.gateway.status.ReactionTimes;
import io.sluice.gateway.status.ScanLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several routes on one group of tags: each asset of a PLC has its own. */
class SharedGroupTest {
  private final TagGroup group =
      new TagGroup("plc", "fast", Duration.ofMillis(100), List.of(tag()));
  private final ScanHub hub = new ScanHub(new LatestSamples());
  private final ScanLedger ledger = new ScanLedger();

  @Test
  void everyRouteGetsEachScan() throws Exception {
    try (RouteManager manager = new RouteManager("test", this::parts)) {
      manager.start(List.of(route("one"), route("two")));
      hub.onScan(new Scan.Builder(group, 1, Instant.EPOCH, 0).number(0, 1, 0, 0).build());
      assertThat(ledger.totals().received()).isEqualTo(2);
      assertThat(ledger.totals().inFlight()).isZero();
    }
  }

  private static RouteText route(String id) {
    String text =
        """
        - route:
            id: %s
            from:
              uri: tags:plc
              parameters: {group: fast}
              steps:
                - to: log:seen?level=OFF
        """;
    return new RouteText(id, text.formatted(id));
  }

  private RouteParts parts() {
    VirtualClock clock = new VirtualClock(Instant.EPOCH);
    return new TheseParts(
        "test",
        Map.of("plc", hub),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        new LatestSamples(),
        ledger,
        new ReactionTimes(),
        clock,
        clock.loop("spools"));
  }

  private static Tag tag() {
    return new Tag(
        "pump-1/speed",
        "fast",
        "40001",
        DataType.INT16,
        "rpm",
        0,
        3_000,
        1,
        0,
        0,
        Access.READ,
        TagClass.PROCESS,
        "");
  }
}
