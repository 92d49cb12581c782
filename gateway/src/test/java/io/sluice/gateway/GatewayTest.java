package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.GatewayException.Trouble;
import io.sluice.gateway.assets.WatchStatus;
import io.sluice.gateway.config.CheckedRoute;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Difference;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.config.RouteFile;
import io.sluice.gateway.fakes.FakeUplink.How;
import io.sluice.gateway.fakes.Invariants;
import io.sluice.gateway.fakes.Shipped;
import io.sluice.gateway.fakes.VirtualTime;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.routes.RouteManager;
import io.sluice.gateway.setpoints.AuditVerifier;
import io.sluice.gateway.setpoints.ReleaseAnswer;
import io.sluice.gateway.status.StatusServer;
import io.sluice.gateway.uplink.UplinkRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole gateway in one thread. */
class GatewayTest {
  private final Path folder;
  private final Skid skid;

  GatewayTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.skid = new Skid(folder);
  }

  @AfterEach
  void everySumHolds() {
    skid.gateway
        .parts()
        .ifPresent(
            parts -> {
              skid.stop();
              check(parts);
            });
  }

  @Test
  void itLearnsNoticesAFaultActsWhenReleasedRecoversAndTellsTheCloud() throws Exception {
    skid.start();
    learn();

    skid.breakDown();
    skid.run(Duration.ofSeconds(10));
    assertThat(health().alarmActive()).isTrue();
    assertThat(skid.plc().writes()).as("held until a person releases it").isEmpty();
    assertThat(only(skid.parts().setpoints()).status().counters().holds()).isPositive();

    skid.mend();
    skid.run(Duration.ofSeconds(15));
    assertThat(health().alarmActive()).isFalse();
    assertThat(release()).isEqualTo(new ReleaseAnswer.Released("Ada"));
    skid.breakDown();
    skid.run(Duration.ofSeconds(6));
    assertThat(skid.plc().get("pump-1/speed-sp")).isEqualTo(1305);

    skid.mend();
    skid.run(Duration.ofSeconds(30));
    assertThat(skid.plc().get("pump-1/speed-sp")).as("given back").isEqualTo(1450);
    assertThat(health().alarmActive()).isFalse();
    assertThat(skid.plc().writes()).allMatch(write -> write.value() >= 1305 - 1e-9);

    Parts parts = skid.parts();
    skid.stop();
    check(parts);
    List<UplinkRecord> received = skid.broker().received();
    assertThat(received)
        .extracting(UplinkRecord::stream)
        .contains("pump-1/summaries", "pump-1/alarms", "pump-1/decisions");
    assertThat(received.stream().filter(one -> one.kind().equals("alarm")).map(UplinkRecord::body))
        .anyMatch(body -> body.contains("\"change\":\"raised\"") && body.contains("pump-1/flow"))
        .anyMatch(body -> body.contains("\"change\":\"cleared\""));
    assertThat(only(parts.spools()).counts().pending()).isZero();
    assertThat(received.get(received.size() - 1).body()).contains("\"partial\":true");
  }

  @Test
  void itGoesOnWithItsModelAndItsBacklogAfterARestart() throws Exception {
    skid.start();
    learn();
    skid.broker().how(How.REFUSE);
    skid.run(Duration.ofSeconds(5));
    Parts first = skid.parts();
    skid.stop();
    check(first);
    assertThat(only(first.spools()).counts().pending()).isPositive();
    List<UplinkRecord> before = skid.broker().received();

    skid.start();
    skid.run(Duration.ofSeconds(3));
    assertThat(health().watching()).isTrue();
    assertThat(health().note()).startsWith("model v1, ");
    List<UplinkRecord> all = new java.util.ArrayList<>(before);
    all.addAll(skid.broker().received());
    Invariants.arrived(all);
  }

  @Test
  void aStopIsPromptWhileTheCloudHangs() throws Exception {
    skid.start();
    skid.run(Duration.ofSeconds(2));
    skid.broker().how(How.HANG);
    skid.run(Duration.ofSeconds(5));
    assertThat(only(skid.parts().spools()).counts().inFlight()).isPositive();
    Parts parts = skid.parts();
    assertThat(skid.stop()).isLessThan(Duration.ofSeconds(1));
    check(parts);
    assertThat(skid.gateway.parts()).isEmpty();
  }

  @Test
  void aPlantThatGoesAwayIsNoVerdictAndNoAlarmAndComesBack() throws Exception {
    skid.start();
    learn();
    skid.plc().cut();
    skid.run(Duration.ofSeconds(10));
    assertThat(skid.parts().ledger().totals().noVerdicts()).containsKey("bad-quality");
    assertThat(health().alarmActive()).isFalse();
    skid.plc().mend();
    skid.run(Duration.ofSeconds(5));
    assertThat(health().verdict().label()).isEqualTo("scored");
    assertThat(health().alarms()).isZero();
  }

  @Test
  void theStatusTellsEachPartAndOfAStoppedGatewayThatItIs() throws Exception {
    assertThat(skid.gateway.status().path("running").asBoolean()).isFalse();
    skid.start();
    skid.run(Duration.ofSeconds(2));
    JsonNode status = skid.gateway.status();
    assertThat(status.path("gateway").asText()).isEqualTo("gw");
    assertThat(status.path("running").asBoolean()).isTrue();
    assertThat(status.path("scans").path("received").asLong()).isEqualTo(20);
    assertThat(status.path("connections").path(0).path("state").asText()).isEqualTo("online");
    assertThat(status.path("tags")).hasSize(4);
    assertThat(status.path("tags").path(3).path("value").asDouble()).isEqualTo(1450);
    assertThat(status.path("detectors").path(0).path("verdict").asText()).isEqualTo("learning");
    assertThat(status.path("setpoints").path(0).path("phase").asText()).isEqualTo("HOLD");
    assertThat(status.path("spools").path(0).path("appended").asLong()).isEqualTo(1);
    assertThat(status.path("uplinks").path(0).path("state").asText()).isEqualTo("online");
    skid.plc().cut();
    skid.run(Duration.ofMillis(200));
    JsonNode bad = skid.gateway.status().path("tags").path(3);
    assertThat(bad.path("value").isNull()).isTrue();
    assertThat(bad.path("status").asText()).isEqualTo("Bad_NotConnected");
  }

  @Test
  void aSecondGatewayOnItsDataIsRefusedAndTheFirstGoesOn() throws Exception {
    skid.start();
    Gateway second = new Gateway(skid.configuration, skid.world, folder.resolve("data"));
    assertThatThrownBy(second::start)
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("is in use by another gateway");
    assertThat(second.parts()).isEmpty();
    skid.run(Duration.ofSeconds(1));
    assertThat(skid.parts().ledger().totals().received()).isPositive();
  }

  @Test
  void aRouteThatCannotStartIsToldAndLeavesNothingHeld() throws Exception {
    Configuration broken =
        new Configuration(
            skid.configuration.directory(),
            skid.configuration.gateway(),
            skid.configuration.nouns(),
            skid.configuration.tags(),
            List.of(
                new RouteFile(Path.of("routes/all.camel.yaml"), List.of(withoutItsDetector()))));
    Gateway gateway = new Gateway(broken, skid.world, folder.resolve("data"));
    assertThatThrownBy(() -> startElsewhere(gateway))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("no detector is named helth; there are: health")
        .extracting(refused -> ((GatewayException) refused).trouble())
        .isEqualTo(Trouble.CONFIGURATION);
    assertThat(gateway.parts()).isEmpty();
    skid.start();
  }

  @Test
  void aSpoolThatCannotBeOpenedIsToldAndLeavesNothingHeld() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("spool"), "in the way");
    assertThatThrownBy(skid.gateway::start)
        .isInstanceOf(GatewayException.class)
        .hasMessageStartingWith("spool cloud: ")
        .extracting(refused -> ((GatewayException) refused).trouble())
        .isEqualTo(Trouble.UNAVAILABLE);
    Files.delete(data.resolve("spool"));
    skid.start();
  }

  @Test
  void stoppingTwiceOrBeforeTheStartDoesNothing() throws Exception {
    skid.gateway.stop();
    skid.start();
    skid.stop();
    skid.gateway.stop();
    assertThat(skid.gateway.parts()).isEmpty();
  }

  @Test
  void aSetpointThatIsNotThereCannotBeReleased() throws Exception {
    skid.start();
    assertThat(skid.gateway.release("sped", "Ada").toCompletableFuture().join())
        .isEqualTo(new ReleaseAnswer.Refused("there is no setpoint sped"));
  }

  @Test
  void aPersonHoldsAndReleasesOverThePage() throws Exception {
    skid.start();
    skid.run(Duration.ofSeconds(1));
    assertThat(acted("speed", "release")).isEqualTo("speed is released by Ada");
    assertThat(acted("speed", "release")).contains("already released by Ada");
    assertThat(acted("speed", "hold")).isEqualTo("speed is held");
    assertThat(skid.gateway.control("t").act("speed", "open", "Ada")).isEmpty();
    assertThat(skid.gateway.control("t").act("sped", "hold", "Ada")).isEmpty();
  }

  @Test
  void aPersonHandlesAnAlarmAndTheAuditAndTheNextStartKnowIt() throws Exception {
    skid.start();
    skid.run(Duration.ofSeconds(1));
    assertThat(handled(skid, "out-of-service", "{\"why\":\"sensor dismounted\"}"))
        .isEqualTo("health: out-of-service by Ada, sensor dismounted");
    assertThat(handled(skid, "out-of-service", "{\"why\":\"again\"}"))
        .isEqualTo("health: the alarm is out of service already");
    assertThat(handled(skid, "shelve", "{}")).isEqualTo("say why; it is kept with the alarm");
    assertThat(handled(skid, "shelve", "{\"why\":\"x\",\"for\":\"2 hours\"}"))
        .contains("\"2 hours\" is no time");
    assertThat(handled(skid, "shelve", "{")).isEqualTo("the order is no JSON");
    StatusServer.Control control = skid.gateway.control("t");
    assertThat(control.alarm("helth", "shelve", "", "Ada")).isEmpty();
    assertThat(control.alarm("health", "silence", "", "Ada")).isEmpty();
    assertThat(control.alarmHistory())
        .startsWith("[{")
        .contains("sensor dismounted")
        .endsWith("}]");
    assertThat(skid.gateway.status().path("alarms").path(0).path("letter").asText()).isEqualTo("I");
    skid.run(Duration.ofSeconds(1));
    skid.stop();
    Path audit = folder.resolve("data/audit");
    assertThat(AuditVerifier.verify(audit)).isInstanceOf(AuditVerifier.Report.Sound.class);
    try (Stream<Path> files = Files.list(audit)) {
      String lines =
          Files.readString(
              files.filter(one -> one.toString().endsWith(".jsonl")).findFirst().orElseThrow());
      assertThat(lines)
          .contains("\"detector\":\"health\",\"kind\":\"alarm\",\"action\":\"out-of-service\"")
          .contains("\"result\":\"refused\"")
          .contains("\"why\":\"sensor dismounted\",\"person\":\"Ada\"");
    }
    Skid again = new Skid(folder);
    again.start();
    again.clock.settle();
    assertThat(again.gateway.status().path("alarms").path(0).path("letter").asText())
        .isEqualTo("I");
    assertThat(handled(again, "in-service", "")).isEqualTo("health: in-service by Ada");
    again.stop();
  }

  private static String handled(Skid skid, String action, String order) {
    var answer = skid.gateway.control("t").alarm("health", action, order, "Ada").orElseThrow();
    skid.clock.settle();
    return answer.toCompletableFuture().join().said();
  }

  /** A route that the check would never let through. */
  private CheckedRoute withoutItsDetector() {
    CheckedRoute good = skid.configuration.routes().get(0).routes().get(0);
    return new CheckedRoute(
        good.id(),
        good.text().replace("detect:health", "detect:helth"),
        good.uses(),
        good.written());
  }

  @Test
  void theShippedFilesAreWiredAndTheirRoutesStartWithoutAPlant() throws Exception {
    VirtualClock clock = new VirtualClock(Instant.EPOCH);
    Surroundings world = Surroundings.of(clock, clock);
    Loaded loaded =
        Installed.configFiles(world, Secrets.none()).load(Shipped.config(), Shipped.routes());
    assertThat(loaded).as("%s", loaded.problems()).isInstanceOf(Loaded.Checked.class);
    Configuration shipped = ((Loaded.Checked) loaded).configuration();
    Foundation foundation = Foundation.open(shipped.gateway(), world, folder.resolve("data"));
    AtomicReference<Parts> published = new AtomicReference<>(Parts.none(foundation));
    RouteManager routes = new RouteManager("shipped", published::get);
    routes.open();
    Difference all = Difference.between(shipped.only((noun, name) -> false), shipped);
    Swap swap =
        new Swap(published.get(), published::set, new Wiring(shipped, foundation), all, routes);
    swap.prepare();
    swap.carryOut();
    Parts parts = published.get();
    VirtualTime.turnUntilDone(clock, CompletableFuture.runAsync(routes::close));
    parts.close();
    assertThat(parts.watches()).containsKeys("pump-1-health", "exchanger-1-health");
    assertThat(parts.setpoints()).containsKeys("pump-1-speed", "exchanger-1-coolant");
  }

  /** Two minutes with an operator who moves the speed, and then some. */
  private void learn() {
    for (int speed : new int[] {1450, 1300, 1500, 1250, 1400, 1480, 1350, 1280, 1450, 1330, 1450}) {
      skid.plc().set("pump-1/speed-sp", speed);
      skid.run(Duration.ofSeconds(11));
    }
    skid.run(Duration.ofSeconds(5));
    assertThat(health().watching()).as(health().note()).isTrue();
    assertThat(health().alarms()).isZero();
  }

  /** A start that fails stops again, which waits for loops that only this thread can turn. */
  private void startElsewhere(Gateway gateway) throws GatewayException {
    CompletableFuture<Optional<GatewayException>> started =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                gateway.start();
                return Optional.empty();
              } catch (GatewayException refused) {
                return Optional.of(refused);
              }
            });
    VirtualTime.turnUntilDone(skid.clock, started);
    if (started.join().isPresent()) {
      throw started.join().get();
    }
  }

  private static <T> T only(Map<String, T> parts) {
    assertThat(parts).hasSize(1);
    return parts.values().iterator().next();
  }

  private WatchStatus health() {
    return only(skid.parts().watches()).status();
  }

  private ReleaseAnswer release() {
    var answer = skid.gateway.release("speed", "Ada").toCompletableFuture();
    skid.clock.settle();
    return answer.join();
  }

  private String acted(String setpoint, String action) {
    var answer = skid.gateway.control("t").act(setpoint, action, "Ada").orElseThrow();
    skid.clock.settle();
    return answer.toCompletableFuture().join().said();
  }

  private void check(Parts parts) {
    Invariants.scans(parts.ledger().totals());
    parts.spools().values().forEach(spool -> Invariants.records(spool.counts()));
    parts
        .setpoints()
        .values()
        .forEach(loop -> Invariants.setpoint(loop.setpoint().status().counters()));
  }
}
