package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.gateway.assets.Finding;
import io.sluice.gateway.fakes.Feed;
import io.sluice.gateway.fakes.Invariants;
import io.sluice.gateway.fakes.Pump;
import io.sluice.gateway.fakes.VirtualTime;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.gateway.status.ScanLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans on their way through a route. */
class ScanRouteTest {
  private final Path folder;
  private final List<Object> bodies = new ArrayList<>();
  private RouteBench bench;

  ScanRouteTest(@TempDir Path folder) throws IOException, SpoolException {
    this.folder = folder;
    bench = new RouteBench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void eachScanOfTheGroupIsOneExchangeInOrder() throws RouteException {
    collect("        - to: detect:health\n");
    List<Scan> sent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sent.add(bench.scan());
      bench.scan(Pump.SLOW);
    }
    bench.clock.settle();
    assertThat(bodies).extracting(body -> ((Finding) body).scan()).isEqualTo(sent);
    assertThat(totals().received()).isEqualTo(100);
    assertThat(totals().samples()).isEqualTo(300);
    Invariants.scans(totals());
  }

  @Test
  void nothingIsJudgedOnTheConnectorsThread() throws RouteException {
    collect("        - to: detect:health\n");
    bench.scan();
    assertThat(bodies).isEmpty();
    assertThat(totals().inFlight()).isEqualTo(1);
    bench.clock.settle();
    assertThat(bodies).hasSize(1);
  }

  @Test
  void aRouteWithoutADetectorSaysSo() throws RouteException {
    collect("");
    bench.scan();
    bench.clock.settle();
    assertThat(totals().noVerdicts()).containsOnlyKeys("no-detector");
    Invariants.scans(totals());
  }

  @Test
  void aScanWithoutAScoreIsCountedUnderItsReason() throws RouteException {
    bench.start(RouteBench.WATCH);
    bench.hub.onScan(new Feed(bench.clock).bad(Pump.FAST, StatusCode.BAD_TIMEOUT));
    bench.scan();
    bench.clock.settle();
    assertThat(totals().noVerdicts()).containsEntry("bad-quality", 1L).hasSize(1);
    assertThat(totals().scored()).isEqualTo(1);
    Invariants.scans(totals());
  }

  @Test
  void aScanThatFindsTheAssetBusyIsDroppedAndCountedOnce() throws Exception {
    bench.close();
    bench =
        new RouteBench(
            folder.resolve("busy").toFile().mkdir() ? folder.resolve("busy") : folder, 2);
    bench.start(RouteBench.WATCH);
    // The update of the first scan and its judgement fill the queue.
    for (int i = 0; i < 5; i++) {
      bench.scan();
    }
    bench.clock.settle();
    assertThat(totals().dropped()).containsExactly(java.util.Map.entry("busy", 4L));
    assertThat(totals().scored()).isEqualTo(1);
    Invariants.scans(totals());
  }

  @Test
  void moreScansUnderWayThanAllowedAreDroppedAndCountedOnce() throws RouteException {
    bench.start(
        """
        - route:
            id: narrow
            from:
              uri: tags:plc
              parameters: {group: fast, max-in-flight: 3}
              steps:
                - to: detect:health
        """);
    for (int i = 0; i < 10; i++) {
      bench.scan();
    }
    bench.clock.settle();
    assertThat(totals().dropped()).containsExactly(java.util.Map.entry("busy", 7L));
    assertThat(totals().scored()).isEqualTo(3);
    Invariants.scans(totals());
  }

  @Test
  void aStepThatFailsDropsTheScanAsAnError() throws RouteException {
    bench.start(
        """
        - route:
            id: wrong
            from:
              uri: tags:plc
              parameters: {group: fast}
              steps:
                - to: uplink:broker
        """);
    bench.scan();
    bench.scan();
    bench.clock.settle();
    assertThat(totals().dropped()).containsExactly(java.util.Map.entry("error", 2L));
    Invariants.scans(totals());
  }

  @Test
  void twoRoutesOfOneGroupEachCountTheirScans() throws RouteException {
    bench.start(RouteBench.WATCH, RouteBench.ADJUST);
    bench.scan();
    bench.clock.settle();
    assertThat(totals().received()).isEqualTo(2);
    assertThat(totals().scored()).isEqualTo(2);
  }

  @Test
  void summariesAreKeptInTheSpoolBeforeTheScanIsDone() throws RouteException {
    bench.start(RouteBench.WATCH);
    bench.run(Duration.ofSeconds(1));
    bench.scan();
    bench.clock.settle();
    assertThat(totals().inFlight()).as("waits for the disk").isEqualTo(1);
    bench.clock.advance(Duration.ofMillis(100));
    assertThat(totals().inFlight()).isZero();
    assertThat(bench.cloud.counts().appended()).isEqualTo(1);
    Invariants.scans(totals());
  }

  @Test
  void theLastPeriodIsKeptAsPartialWhenTheRouteStops() throws RouteException {
    bench.start(RouteBench.WATCH);
    bench.run(Duration.ofMillis(1_500));
    assertThat(bench.cloud.counts().appended()).isEqualTo(1);
    assertThat(bench.stop()).isLessThan(Duration.ofSeconds(1));
    assertThat(bench.cloud.counts().appended()).isEqualTo(2);
    assertThat(kept().get(1).body()).contains("\"partial\":true").contains("\"rows\":5");
    assertThat(totals().received()).as("the end is no scan").isEqualTo(15);
    Invariants.scans(totals());
  }

  @Test
  void aScanThatComesAfterTheEndIsNotTaken() throws RouteException {
    bench.start(RouteBench.WATCH);
    bench.scan();
    bench.stop();
    bench.scan();
    bench.clock.advance(Duration.ofSeconds(1));
    assertThat(totals().received()).isEqualTo(1);
    Invariants.scans(totals());
  }

  @Test
  void scansUnderWayWhenTheRouteStopsAreDone() throws RouteException {
    bench.start(RouteBench.WATCH);
    for (int i = 0; i < 50; i++) {
      bench.scan();
    }
    bench.stop();
    assertThat(totals().scored()).isEqualTo(50);
    Invariants.scans(totals());
  }

  @Test
  void resolvingAnEndpointOpensNothing() throws RouteException {
    RouteManager second = new RouteManager("second", () -> bench.parts);
    // Resolving an endpoint is what a check of a route does: nobody may hear of it.
    assertThat(second.camel().getEndpoint("tags:plc?group=fast")).isNotNull();
    assertThat(second.camel().getEndpoint("spool:cloud?batch=5")).isNotNull();
    assertThat(second.camel().getEndpoint("uplink:broker")).isNotNull();
    bench.scan();
    bench.clock.settle();
    assertThat(totals().received()).isZero();
    assertThat(bench.broker.batches()).isEmpty();
    second.close();
  }

  @Test
  void namesThatDoNotExistAreToldWithThoseThatDo() {
    assertRefused("tags:pcl?group=fast", "no connection is named pcl; there are: plc");
    assertRefusedStep("detect:helth", "no detector is named helth; there are: health");
    assertRefusedStep("summary:pump-2", "no asset is named pump-2; there are: pump-1");
    assertRefusedStep("spool:clod", "no spool is named clod; there are: cloud");
    assertRefusedStep("uplink:brocker", "no uplink is named brocker; there are: broker");
    assertRefusedStep(
        "setpoint:sped?while=health&step=5 rpm", "no setpoint is named sped; there are: speed");
  }

  @Test
  void wrongParametersAreToldWithWhatIsAllowed() {
    assertRefused("tags:plc", "group");
    assertRefused("tags:plc?group=fast&max-in-flight=0", "max-in-flight");
    assertRefused("tags:plc?group=fast&max-inflight=5", "max-inflight");
    assertRefusedStep("summary:pump-1?every=10", "every");
    assertRefusedStep("setpoint:speed?while=health&step=many", "step");
    assertRefusedStep("detect:health?threshold=2", "threshold");
  }

  @Test
  void anEndThatCannotStandThereIsRefused() {
    assertRefused("detect:health", "detect: cannot stand after from:");
    assertRefusedStep("tags:plc?group=fast", "tags: cannot stand after to:");
  }

  private void assertRefused(String from, String sentence) {
    assertThatThrownBy(() -> tryOut(from, "spool:cloud"))
        .isInstanceOf(RouteException.class)
        .hasMessageContaining(sentence);
  }

  private void assertRefusedStep(String to, String sentence) {
    assertThatThrownBy(() -> tryOut("tags:plc?group=fast", to))
        .isInstanceOf(RouteException.class)
        .hasMessageContaining(sentence);
  }

  private void tryOut(String from, String to) throws RouteException {
    try (RouteManager manager = new RouteManager("try", () -> bench.parts)) {
      manager.start(
          List.of(
              new RouteManager.RouteText(
                  "try",
                  "- route:\n    id: try\n    from:\n      uri: \""
                      + from
                      + "\"\n      steps:\n        - to: \""
                      + to
                      + "\"\n")));
    }
  }

  /** A route with these steps, and then one that shows us the body. */
  private void collect(String steps) throws RouteException {
    bench.start(
        "- route:\n    id: seen\n    from:\n      uri: tags:plc\n      parameters: {group: fast}\n"
            + "      steps:\n"
            + steps
            + "        - to: direct:seen\n");
    show();
  }

  private void show() {
    DirectEndpoint seen = bench.routes.camel().getEndpoint("direct:seen", DirectEndpoint.class);
    try {
      seen.createConsumer((Exchange exchange) -> bodies.add(exchange.getMessage().getBody()))
          .start();
    } catch (Exception never) {
      throw new AssertionError(never);
    }
  }

  private ScanLedger.Totals totals() {
    return bench.ledger.totals();
  }

  private List<io.sluice.gateway.spool.StoredRecord> kept() {
    var batch = bench.cloud.take(100).toCompletableFuture();
    VirtualTime.turnUntilDone(bench.clock, batch);
    return batch.join().records();
  }
}
