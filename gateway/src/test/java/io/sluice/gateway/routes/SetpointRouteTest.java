package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.models.Deed;
import io.sluice.analytics.models.Making;
import io.sluice.analytics.models.StoredModel;
import io.sluice.gateway.fakes.Invariants;
import io.sluice.gateway.fakes.Pump;
import io.sluice.gateway.fakes.VirtualTime;
import io.sluice.gateway.setpoints.AdjustmentOptions;
import io.sluice.gateway.setpoints.Phase;
import io.sluice.gateway.setpoints.Setpoint;
import io.sluice.gateway.spool.SpoolException;
import io.sluice.gateway.spool.StoredRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route that asks for another setpoint while an alarm stands. */
class SetpointRouteTest {
  private static final Duration SECONDS = Duration.ofSeconds(3);

  private final RouteBench bench;

  SetpointRouteTest(@TempDir Path folder) throws IOException, SpoolException {
    bench = new RouteBench(folder);
    bench.speed.execute(Setpoint::start);
  }

  @AfterEach
  void close() {
    bench.speed.execute(Setpoint::stop);
    bench.close();
    Invariants.scans(bench.ledger.totals());
    Invariants.setpoint(bench.speed.setpoint().status().counters());
  }

  @Test
  void aPartOfTheOperatorsValueSurvivesCamelsUris() throws RouteException {
    bench.start(RouteBench.ADJUST);
    @SuppressWarnings("unchecked") // Camel's registry knows no type parameters.
    SluiceEndpoint<AdjustmentOptions> endpoint =
        (SluiceEndpoint<AdjustmentOptions>)
            bench.routes.camel().getEndpoints().stream()
                .filter(one -> one.getEndpointUri().startsWith("setpoint:"))
                .findFirst()
                .orElseThrow();
    assertThat(endpoint.parameters().step().value()).isEqualTo(-10);
    assertThat(endpoint.parameters().step().unit()).isEqualTo("%");
    assertThat(endpoint.parameters().dwell()).isEqualTo(Duration.ofSeconds(1));
    assertThat(endpoint.parameters().returning()).isEqualTo(AdjustmentOptions.Return.RAMP);
  }

  @Test
  void withoutAReleaseEveryRequestIsHeldAndTold() throws RouteException {
    bench.start(RouteBench.ADJUST);
    alarm();
    assertThat(bench.plc.writes()).isEmpty();
    assertThat(bench.speed.status().counters().holds()).isPositive();
    assertThat(decisions()).isNotEmpty().allMatch(body -> body.contains("\"decision\":\"hold\""));
  }

  @Test
  void releasedItLowersTheSpeedAndGivesItBack() throws RouteException {
    bench.start(RouteBench.ADJUST);
    release();
    alarm();
    assertThat(bench.plc.get("pump-1/speed-sp")).isEqualTo(1305);
    bench.plc.set("pump-1/speed", 1450);
    bench.run(Duration.ofSeconds(10));
    assertThat(bench.plc.get("pump-1/speed-sp")).isEqualTo(1450);
    assertThat(bench.plc.writes()).isNotEmpty().allMatch(write -> write.value() >= 1000);
  }

  /** GUARDS: after a model change a setpoint is at most in HOLD. */
  @Test
  void anotherModelBehindTheAlarmHoldsTheSetpointUntilAPersonReleasesIt() throws Exception {
    bench.start(RouteBench.ADJUST);
    release();
    alarm();
    bench.plc.set("pump-1/speed", 1450);
    bench.run(Duration.ofSeconds(10));
    assertThat(bench.speed.status().phase()).isInstanceOf(Phase.Closed.class);
    int writes = bench.plc.writes().size();
    StoredModel again =
        bench.models.add(
            "health", bench.models.load("health", 1).model(), Making.trained("the same rows"));
    bench.models.shadow("health", again.version(), new Deed("anna", "to be tried"));
    bench.models.promote("health", again.version(), new Deed("anna", "good enough"));
    alarm();
    assertThat(bench.watch.models().champion()).isEqualTo(again.version());
    assertThat(bench.speed.status().phase()).isInstanceOf(Phase.Hold.class);
    assertThat(bench.speed.status().reason())
        .isEqualTo("model v2 now drives the alarm health; a person must release it");
    assertThat(bench.plc.writes()).hasSize(writes);
    release();
    assertThat(bench.speed.status().phase()).isNotInstanceOf(Phase.Hold.class);
  }

  @Test
  void aDecisionTravelsWithOneOfTheNextScansAndOnlyOnce() throws RouteException {
    bench.start(RouteBench.ADJUST);
    release();
    alarm();
    bench.run(Duration.ofSeconds(2));
    List<String> bodies = decisions();
    assertThat(bodies).hasSize((int) bench.speed.status().counters().requests());
    assertThat(bodies.get(0))
        .contains("\"setpoint\":\"speed\"")
        .contains("\"route\":\"adjust\"")
        .contains("\"reason\":\"health is raised\"")
        .contains("\"result\":\"confirmed\"")
        .contains("\"readBack\":1305.0");
  }

  @Test
  void theScanDoesNotWaitForTheWrite() throws RouteException {
    bench.start(RouteBench.ADJUST);
    release();
    bench.plc.fallSilent();
    alarm();
    bench.clock.advance(Duration.ofMillis(50));
    assertThat(bench.plc.writes()).isEmpty();
    assertThat(bench.ledger.totals().scored()).isEqualTo(30);
  }

  @Test
  void aDecisionThatNoScanTookGoesWithTheEndOfTheRoute() throws RouteException {
    bench.start(RouteBench.ADJUST);
    release();
    alarm();
    long before = bench.cloud.counts().appended();
    bench.speed.execute(
        setpoint -> {
          var unused =
              setpoint.request(
                  new io.sluice.gateway.setpoints.SetpointRequest(
                      1200, "manual", "a test", bench.clock.nanoTime()));
        });
    bench.clock.advance(Duration.ofMillis(900));
    bench.stop();
    assertThat(bench.cloud.counts().appended()).isGreaterThan(before);
    assertThat(decisions()).anyMatch(body -> body.contains("\"route\":\"manual\""));
  }

  @Test
  void askingForADetectorThatWasNotAskedBeforeIsAnErrorThatSaysWhatIsMissing()
      throws RouteException {
    bench.start(
        """
        - route:
            id: early
            from:
              uri: tags:plc
              parameters: {group: fast}
              steps:
                - to: {uri: "setpoint:speed", parameters: {while: health, step: -10 %}}
        """);
    bench.scan();
    bench.clock.settle();
    assertThat(bench.ledger.totals().dropped()).containsEntry("error", 1L);
    assertThat(bench.speed.status().counters().requests()).isZero();
  }

  private void release() {
    bench.scan(Pump.CONTROL);
    bench.clock.settle();
    bench.speed.execute(setpoint -> setpoint.release("Ada"));
    bench.clock.settle();
    assertThat(bench.speed.status().phase().word()).isEqualTo("ARMED");
  }

  private void alarm() {
    bench.plc.set("pump-1/speed", 1600);
    bench.run(SECONDS);
    assertThat(bench.watch.status().alarmActive()).isTrue();
  }

  private List<String> decisions() {
    var batch = bench.cloud.take(1_000).toCompletableFuture();
    VirtualTime.turnUntilDone(bench.clock, batch);
    List<String> bodies =
        batch.join().records().stream()
            .filter(record -> record.kind().equals("decision"))
            .map(StoredRecord::body)
            .toList();
    bench.cloud.giveBackUnsent(batch.join());
    return bodies;
  }
}
