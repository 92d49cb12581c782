package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Connector;
import io.sluice.connectors.WriteRequest;
import io.sluice.gateway.assets.WatchStatus;
import io.sluice.gateway.config.Change;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Difference;
import io.sluice.gateway.fakes.FakeConnector;
import io.sluice.gateway.fakes.FakeUplink.How;
import io.sluice.gateway.fakes.Invariants;
import io.sluice.gateway.setpoints.SetpointStatus;
import io.sluice.gateway.spool.Spool;
import io.sluice.gateway.spool.SpoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running gateway takes edited files: what differs is swapped, the rest does not notice. */
class ChangeTest {
  private static final String PUMP = "routes/pump.camel.yaml";

  private final EditedSite site;

  ChangeTest(@TempDir Path folder) throws Exception {
    site = new EditedSite(folder).start();
  }

  @AfterEach
  void everySumHolds() {
    site.everySumHolds();
    site.close();
  }

  @Test
  void anEditedRouteIsSwappedAndNothingElse() throws Exception {
    site.run(Duration.ofSeconds(2));
    Parts before = site.parts();
    List<Long> oven = site.judged("oven-health");
    List<Long> pump = site.judged("pump-health");
    site.run(Duration.ofSeconds(1));
    site.edit(PUMP, "every: 1 s", "every: 2 s");
    ChangeResult.Swapped swapped = site.swapped();
    assertThat(swapped.difference().changes()).extracting(Change::name).containsExactly("pump");
    site.run(Duration.ofSeconds(2));
    assertThat(site.parts()).isEqualTo(before);
    assertThat(oven).as("no hole").containsExactlyElementsOf(consecutive(oven, 30));
    assertThat(pump).as("the same detector judges on").hasSizeGreaterThanOrEqualTo(29);
  }

  @Test
  void whatTheOldRouteHeldBackIsKept() throws Exception {
    site.run(Duration.ofMillis(1_550));
    site.edit(PUMP, "every: 1 s", "every: 2 s");
    site.swapped();
    site.run(Duration.ofSeconds(1));
    assertThat(site.received())
        .filteredOn(record -> record.stream().equals("pump-1/summaries"))
        .anyMatch(record -> record.body().contains("\"partial\":true"));
  }

  @Test
  void anotherTagListRestartsThatConnectionOnlyAndItsRoutesGoOn() throws Exception {
    site.run(Duration.ofSeconds(2));
    Parts before = site.parts();
    List<Long> oven = site.judged("oven-health");
    site.edit(
        "config/tags/plc.csv",
        "pump-1/speed-sp",
        "tank-1/level,fast,9,FLOAT64,m,0,5,,,read,process,\npump-1/speed-sp");
    Difference difference = site.swapped().difference();
    assertThat(difference.sentences())
        .contains("plc restarts: 1 tag added", "asset pump-1 restarts: connection plc restarts")
        .contains("pump-health keeps its model: asset pump-1 restarts");
    assertThat(difference.of("routes", "listen")).as("it only begins with tags:plc").isEmpty();
    long without = withoutDetector();
    site.run(Duration.ofSeconds(2));
    assertThat(site.parts().connectors().get("plc")).isNotSameAs(before.connectors().get("plc"));
    assertThat(site.parts().connectors().get("oven")).isSameAs(before.connectors().get("oven"));
    assertThat(site.parts().hubs()).isEqualTo(before.hubs());
    assertThat(site.parts().assets().get("oven-1")).isSameAs(before.assets().get("oven-1"));
    assertThat(oven).containsExactlyElementsOf(consecutive(oven, 20));
    assertThat(withoutDetector() - without).as("scans of the route listen").isEqualTo(20);
    assertThat(site.parts().latest().of("tank-1/level")).isPresent();
  }

  @Test
  void aDeviceIsNeverReadOverTwoConnections() throws Exception {
    FakeConnector old = site.plc();
    site.run(Duration.ofSeconds(1));
    site.edit("config/connections.yaml", "fast: {every: 100 ms}", "fast: {every: 200 ms}");
    site.swapped();
    long scans = old.status().scans();
    site.run(Duration.ofSeconds(1));
    assertThat(old.status().scans()).as("scans of the connection that ended").isEqualTo(scans);
    assertThat(site.plc().status().scans()).isEqualTo(5);
  }

  @Test
  void anotherAlarmDelayKeepsTheModel() throws Exception {
    site.learn();
    assertThat(pump().note()).startsWith("model v1, ");
    site.edit(
        "config/detectors.yaml",
        "on-delay: 1 s, off-delay: 2 s, priority: medium",
        "on-delay: 2 s, off-delay: 2 s, priority: medium");
    assertThat(site.swapped().difference().sentences())
        .contains("pump-health keeps its model: alarm changed");
    site.run(Duration.ofSeconds(2));
    assertThat(pump().note()).startsWith("model v1, ");
  }

  @Test
  void anotherOptionOfTheDetectorTrainsItAnewAndTheWayBackFindsTheOldModel() throws Exception {
    site.learn();
    site.edit(
        "config/detectors.yaml",
        "kind: pca\n    alarm: {on-delay: 1 s, off-delay: 2 s," + " priority: medium}",
        "kind: pca\n    variance: 0.8\n    alarm: {on-delay: 1 s,"
            + " off-delay: 2 s, priority: medium}");
    assertThat(site.swapped().difference().retrained()).containsExactly("pump-health");
    site.run(Duration.ofSeconds(2));
    assertThat(pump().watching()).as(pump().note()).isFalse();
    site.edit("config/detectors.yaml", "    variance: 0.8\n", "");
    site.swapped();
    site.run(Duration.ofSeconds(2));
    assertThat(pump().note()).startsWith("model v1, ");
  }

  @Test
  void aTagThatGoesTrainsItAnew() throws Exception {
    site.learn();
    String tags = site.read("config/tags/plc.csv");
    site.write("config/tags/plc.csv", tags.replaceAll("pump-1/current[^\n]*\n", ""));
    Difference difference = site.swapped().difference();
    assertThat(difference.sentences())
        .contains(
            "plc restarts: 1 tag removed",
            "pump-health is trained anew, unless an earlier model fits: tag pump-1/current went");
    site.run(Duration.ofSeconds(2));
    assertThat(pump().watching()).isFalse();
  }

  @Test
  void otherLimitsDisarmTheSetpointAfterItsFailSafe() throws Exception {
    site.learn();
    site.gateway.release("speed", "Ada");
    site.breakDown();
    site.run(Duration.ofSeconds(6));
    assertThat(site.plc().get("pump-1/speed-sp")).isEqualTo(1305);
    site.edit("config/setpoints.yaml", "low: 1000 rpm", "low: 1100 rpm");
    assertThat(site.swapped().difference().sentences())
        .contains("speed is disarmed: clamp changed; a person must release it again");
    assertThat(site.plc().get("pump-1/speed-sp")).as("given back").isEqualTo(1450);
    List<WriteRequest> writes = site.plc().writes();
    site.run(Duration.ofSeconds(10));
    assertThat(speed().phase().word()).isEqualTo("HOLD");
    assertThat(pump().alarmActive()).isTrue();
    assertThat(site.plc().writes()).as("no write unasked").isEqualTo(writes);
  }

  @Test
  void aRouteEditedWhileItAdjustsStillBringsTheSetpointBack() throws Exception {
    site.learn();
    site.gateway.release("speed", "Ada");
    site.breakDown();
    site.run(Duration.ofSeconds(6));
    assertThat(site.plc().get("pump-1/speed-sp")).isEqualTo(1305);
    site.edit(PUMP, "every: 1 s", "every: 2 s");
    site.swapped();
    site.mend();
    site.run(Duration.ofSeconds(30));
    assertThat(site.plc().get("pump-1/speed-sp")).as("given back").isEqualTo(1450);
  }

  @Test
  void aSetpointThatNoRouteDrivesAnyMoreIsDisarmed() throws Exception {
    site.gateway.release("speed", "Ada");
    site.run(Duration.ofSeconds(1));
    String text = site.read(PUMP);
    site.write(
        PUMP, text.replaceAll("(?s) *- to:\n *uri: setpoint:speed\n *parameters:[^\n]*\n", ""));
    assertThat(site.swapped().difference().sentences())
        .anyMatch(
            sentence ->
                sentence.startsWith("speed is disarmed: route pump while pump-health no longer"));
    assertThat(speed().phase().word()).isEqualTo("HOLD");
  }

  @Test
  void otherLimitsOfASpoolLoseNoRecord() throws Exception {
    site.run(Duration.ofSeconds(3));
    site.broker().how(How.REFUSE);
    site.run(Duration.ofSeconds(3));
    site.edit("config/spools.yaml", "max-bytes: 100 MB", "max-bytes: 50 MB");
    site.swapped();
    site.run(Duration.ofSeconds(2));
    site.broker().how(How.DELIVER);
    site.run(Duration.ofSeconds(3));
    Invariants.arrived(site.received());
    assertThat(site.received())
        .filteredOn(one -> one.stream().equals("oven-1/summaries"))
        .hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void anotherUplinkGetsWhatTheOldOneDidNot() throws Exception {
    site.run(Duration.ofSeconds(2));
    site.broker().how(How.HANG);
    site.run(Duration.ofSeconds(2));
    site.edit("config/uplinks.yaml", "kind: fake", "kind: fake, topic: other");
    site.swapped();
    assertThat(site.clouds.all()).hasSize(2);
    site.run(Duration.ofSeconds(2));
    Invariants.arrived(site.received());
    assertThat(site.broker().received()).isNotEmpty();
  }

  @Test
  void theSameFilesInOtherWordsChangeNothing() throws Exception {
    Parts before = site.parts();
    site.edit(PUMP, "- route:", "# a comment\n- route:");
    site.edit("config/spools.yaml", "max-bytes: 100 MB", "max-bytes: 100000 kB");
    assertThat(site.change()).isEqualTo(new ChangeResult.Unchanged());
    assertThat(site.parts()).isSameAs(before);
  }

  @Test
  void anotherIdOfTheGatewayNeedsARestart() throws Exception {
    site.edit("config/gateway.yaml", "id: gw", "id: other");
    assertThat(site.change())
        .isEqualTo(
            new ChangeResult.Refused(
                "the gateway id changes from gw to other; that needs a restart of the gateway"));
  }

  @Test
  void whatCamelRefusesIsRefusedBeforeAnythingIsTouched() {
    Parts before = site.parts();
    Configuration broken = site.withText("\"from\":{", "\"form\":{");
    assertThat(site.change(broken)).isInstanceOf(ChangeResult.Refused.class);
    assertThat(site.parts()).isSameAs(before);
    assertThat(site.gateway.configuration()).isNotSameAs(broken);
  }

  @Test
  void aRouteThatDoesNotStartBringsBackTheOneBefore() throws Exception {
    site.run(Duration.ofSeconds(1));
    Parts before = site.parts();
    List<Long> oven = site.judged("oven-health");
    List<Long> pump = site.judged("pump-health");
    ChangeResult result = site.change(site.withText("detect:pump-health", "detect:pump-helth"));
    assertThat(result).isInstanceOf(ChangeResult.RolledBack.class);
    assertThat(((ChangeResult.RolledBack) result).sentence())
        .contains("no detector is named pump-helth")
        .endsWith("what ran before runs again");
    site.run(Duration.ofSeconds(1));
    assertThat(site.parts()).isEqualTo(before);
    assertThat(oven).containsExactlyElementsOf(consecutive(oven, 10));
    assertThat(pump).hasSizeGreaterThanOrEqualTo(9);
    site.edit(PUMP, "every: 1 s", "every: 2 s");
    site.swapped();
  }

  @Test
  void aSpoolThatCannotBeOpenedBringsBackAllThatWasTakenDownForIt() throws Exception {
    site.run(Duration.ofSeconds(1));
    List<Long> oven = site.judged("oven-health");
    site.edit("config/spools.yaml", "spools:", "spools:\n  more: {max-bytes: 10 MB}");
    site.edit("config/setpoints.yaml", "low: 1000 rpm", "low: 1100 rpm");
    site.edit("config/connections.yaml", "fast: {every: 100 ms}", "fast: {every: 200 ms}");
    site.edit(PUMP, "spool:cloud", "spool:more");
    Path spools = site.folder().resolve("data/spool");
    try (Spool held =
        Spool.open(
            "more",
            site.configuration().entry("spools", "more").options(SpoolOptions.class),
            spools,
            site.clock)) {
      assertThat(site.change()).isInstanceOf(ChangeResult.RolledBack.class);
      assertThat(held.counts().appended()).isZero();
    }
    assertThat(site.parts().spools()).containsOnlyKeys("cloud");
    assertThat(site.parts().setpoints()).containsOnlyKeys("speed");
    List<Long> pump = site.judged("pump-health");
    site.run(Duration.ofSeconds(1));
    assertThat(pump).as("at the old interval").hasSize(10);
    assertThat(oven).containsExactlyElementsOf(consecutive(oven, 10));
    site.swapped();
    assertThat(site.parts().spools()).containsOnlyKeys("cloud", "more");
  }

  @Test
  void whatCannotBeBroughtBackIsToldAndTheRestGoesOnUntilTheNextChangeMendsIt() throws Exception {
    site.run(Duration.ofSeconds(1));
    Path spools = site.folder().resolve("data/spool");
    Path aside = site.folder().resolve("data/aside");
    site.edit("config/spools.yaml", "100 MB", "50 MB");
    site.edit("config/uplinks.yaml", "kind: fake", "kind: fake, topic: other");
    site.broker().whenClosed(() -> putInTheWay(spools, aside));
    ChangeResult result = site.change();
    assertThat(result).isInstanceOf(ChangeResult.RolledBack.class);
    assertThat(((ChangeResult.RolledBack) result).sentence())
        .contains("and not all that ran before runs again: spool cloud: ");
    long heard = withoutDetector();
    site.run(Duration.ofSeconds(1));
    assertThat(withoutDetector() - heard).as("scans of the route listen").isEqualTo(10);
    assertThat(site.parts().spools()).isEmpty();
    Files.delete(spools);
    Files.move(aside, spools);
    assertThat(site.swapped().difference().sentences()).contains("spool cloud is added");
    site.run(Duration.ofSeconds(3));
    Invariants.arrived(site.received());
    assertThat(site.broker().received()).isNotEmpty();
  }

  private static void putInTheWay(Path spools, Path aside) {
    try {
      Files.move(spools, aside);
      Files.writeString(spools, "in the way");
    } catch (IOException disk) {
      throw new UncheckedIOException(disk);
    }
  }

  @Test
  void whatComesAndGoesIsPutInAndTakenOut() throws Exception {
    site.run(Duration.ofSeconds(1));
    String assets = site.read("config/assets.yaml");
    String connections = site.read("config/connections.yaml");
    String detectors = site.read("config/detectors.yaml");
    String route = site.read("routes/oven.camel.yaml");
    String tags = site.read("config/tags/oven.csv");
    Connector oven = Objects.requireNonNull(site.parts().connectors().get("oven"));
    site.write("config/assets.yaml", assets.replaceAll("  oven-1:[^\n]*\n", ""));
    site.write("config/connections.yaml", connections.replaceAll("  oven:[^\n]*\n", ""));
    site.write("config/detectors.yaml", detectors.substring(0, detectors.indexOf("  oven-health")));
    site.delete("routes/oven.camel.yaml");
    site.delete("config/tags/oven.csv");
    assertThat(site.swapped().difference().sentences())
        .containsExactlyInAnyOrder(
            "connection oven is removed",
            "asset oven-1 is removed",
            "detector oven-health is removed",
            "route oven is removed");
    site.run(Duration.ofSeconds(1));
    assertThat(site.parts().connectors()).containsOnlyKeys("plc");
    assertThat(site.parts().hubs()).containsOnlyKeys("plc");
    assertThat(site.parts().latest().of("oven-1/top")).isEmpty();
    assertThat(oven.status().state().name()).isEqualTo("OFFLINE");
    site.write("config/assets.yaml", assets);
    site.write("config/connections.yaml", connections);
    site.write("config/detectors.yaml", detectors);
    site.write("routes/oven.camel.yaml", route);
    site.write("config/tags/oven.csv", tags);
    site.swapped();
    site.run(Duration.ofSeconds(1));
    assertThat(site.parts().latest().of("oven-1/top")).isPresent();
  }

  private static List<Long> consecutive(List<Long> seen, int count) {
    assertThat(seen).hasSize(count);
    return LongStream.range(seen.get(0), seen.get(0) + count).boxed().toList();
  }

  private long withoutDetector() {
    return Map.copyOf(site.parts().ledger().totals().noVerdicts()).getOrDefault("no-detector", 0L);
  }

  private WatchStatus pump() {
    return Objects.requireNonNull(site.parts().watches().get("pump-health")).status();
  }

  private SetpointStatus speed() {
    return Objects.requireNonNull(site.parts().setpoints().get("speed")).status();
  }
}
