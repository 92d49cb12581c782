package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.StatusCode;
import io.sluice.gateway.fakes.Feed;
import io.sluice.gateway.fakes.Invariants;
import io.sluice.gateway.fakes.Pump;
import io.sluice.gateway.spool.SpoolException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.component.direct.DirectEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditions in routes, over tags and detectors. */
class ConditionRouteTest {
  private final List<Object> taken = new ArrayList<>();
  private final List<Object> otherwise = new ArrayList<>();
  private final RouteBench bench;

  ConditionRouteTest(@TempDir Path folder) throws IOException, SpoolException {
    bench = new RouteBench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aScanPassesAFilterWhoseConditionHolds() throws RouteException {
    filter("pump_1.speed > 1500");
    scans(1450, 1501, 1499, 1600);
    assertThat(taken).hasSize(2);
    Invariants.scans(bench.ledger.totals());
  }

  @Test
  void anAlarmIsAConditionWhileItIsActive() throws RouteException {
    filter("alarm('health')");
    bench.run(Duration.ofSeconds(1));
    assertThat(taken).isEmpty();
    bench.plc.set("pump-1/speed", 1700);
    bench.run(Duration.ofSeconds(2));
    assertThat(taken).hasSizeBetween(13, 17);
    bench.plc.set("pump-1/speed", 1450);
    bench.run(Duration.ofSeconds(2));
    taken.clear();
    bench.run(Duration.ofSeconds(1));
    assertThat(taken).isEmpty();
  }

  @Test
  void aScoreCanBeCompared() throws RouteException {
    filter("score('health') > 0.5 && score('health') < 1");
    scans(1450, 1510, 1600);
    assertThat(taken).hasSize(1);
  }

  @Test
  void aConditionOnABadTagIsFalseAndCountedAndFailsNothing() throws RouteException {
    filter("!(pump_1.speed > 1500)");
    Feed feed = new Feed(bench.clock);
    bench.hub.onScan(feed.bad(Pump.FAST, StatusCode.BAD_TIMEOUT));
    bench.hub.onScan(feed.bad(Pump.FAST, StatusCode.BAD_TIMEOUT));
    bench.clock.settle();
    assertThat(taken).isEmpty();
    assertThat(bench.routes.unansweredConditions()).isEqualTo(2);
    assertThat(bench.ledger.totals().dropped()).isEmpty();
    scans(1450);
    assertThat(taken).hasSize(1);
    Invariants.scans(bench.ledger.totals());
  }

  @Test
  void aTagOfAnotherGroupIsTakenFromItsNewestSample() throws RouteException {
    filter("pump_1.bearing > 80");
    scans(1450);
    assertThat(bench.routes.unansweredConditions()).isEqualTo(1);
    bench.plc.set("pump-1/bearing", 81);
    bench.scan(Pump.SLOW);
    scans(1450);
    assertThat(taken).hasSize(1);
  }

  @Test
  void aChoiceTakesOneBranch() throws RouteException {
    steps(
        """
        [{"choice": {
          "when": [{"expression": {"language": {"language": "cel", "expression":
              "pump_1.speed > 1500"}}, "steps": [{"to": "direct:taken"}]}],
          "otherwise": {"steps": [{"to": "direct:otherwise"}]}}}]
        """);
    scans(1450, 1501, 1499, 1600);
    assertThat(taken).hasSize(2);
    assertThat(otherwise).hasSize(2);
    assertThat(bench.ledger.totals().dropped()).isEmpty();
    Invariants.scans(bench.ledger.totals());
  }

  @Test
  void whatStepsBehindAFilterStillHoldIsKeptWhenTheRouteStops() throws RouteException {
    bench.start(
        """
        - route:
            id: r
            from:
              uri: tags:plc
              parameters: {group: fast}
              steps:
                - to: detect:health
                - filter:
                    expression: {language: {language: cel, expression: "pump_1.speed > 1500"}}
                    steps:
                      - to: {uri: "summary:pump-1", parameters: {every: 10 s}}
                      - to: spool:cloud
        """);
    scans(1450, 1501, 1450);
    assertThat(bench.cloud.counts().appended()).isZero();
    bench.stop();
    assertThat(bench.cloud.counts().appended()).isEqualTo(1);
  }

  @Test
  void aBranchForScansOnlyDoesNotTakeTheEndOfARoute() throws RouteException {
    bench.start(
        """
        - route:
            id: r
            from:
              uri: tags:plc
              parameters: {group: fast}
              steps:
                - to: {uri: "summary:pump-1", parameters: {every: 10 s}}
                - filter:
                    language: {language: cel-scan, expression: "pump_1.speed > 1500"}
                    steps: [{stop: {}}]
                - to: spool:cloud
        """);
    scans(1600);
    bench.stop();
    assertThat(bench.cloud.counts().appended()).isEqualTo(1);
  }

  private void filter(String condition) throws RouteException {
    steps(
        """
        [{"filter": {"expression": {"language": {"language": "cel", "expression": "%s"}},
          "steps": [{"to": "direct:taken"}]}}]
        """
            .formatted(condition));
  }

  private void steps(String steps) throws RouteException {
    bench.start(
        """
        [{"route": {"id": "r", "from": {"uri": "tags:plc", "parameters": {"group": "fast"},
          "steps": [{"to": "detect:health"}, %s}}}]
        """
            .formatted(steps.strip().substring(1)));
    collect("taken", taken);
    collect("otherwise", otherwise);
  }

  private void scans(double... speeds) {
    for (double speed : speeds) {
      bench.plc.set("pump-1/speed", speed);
      bench.scan();
      bench.clock.settle();
    }
  }

  private void collect(String name, List<Object> into) {
    try {
      DirectEndpoint end = bench.routes.camel().getEndpoint("direct:" + name, DirectEndpoint.class);
      end.createConsumer(exchange -> keep(exchange.getMessage().getBody(), into)).start();
    } catch (Exception refused) {
      throw new AssertionError(refused);
    }
  }

  private static void keep(Object body, List<Object> into) {
    if (!(body instanceof RouteEnd)) {
      into.add(body);
    }
  }
}
