package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Scan;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.config.CheckedRoute;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.config.RouteFile;
import io.sluice.gateway.fakes.FakeConnector;
import io.sluice.gateway.fakes.FakeConnectorKind;
import io.sluice.gateway.fakes.FakeUplink;
import io.sluice.gateway.fakes.FakeUplinkKind;
import io.sluice.gateway.fakes.Invariants;
import io.sluice.gateway.fakes.PumpFiles;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.uplink.UplinkRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * A gateway on real files that somebody edits while it runs: a pump that is adjusted and an oven
 * that is watched, each on its PLC, and a cloud, all in memory on a virtual clock.
 */
final class EditedSite implements AutoCloseable {
  private static final Map<String, String> FILES =
      Map.of(
          "config/gateway.yaml", "gateway: {id: gw, path: acme/test}\n",
          "config/connections.yaml",
              """
              connections:
                plc: {kind: fake, groups: {fast: {every: 100 ms}}}
                oven: {kind: fake, groups: {live: {every: 100 ms}}}
              """,
          "config/tags/plc.csv", PumpFiles.file("tags/plc.csv"),
          "config/tags/oven.csv",
              """
              tag,group,address,type,unit,low,high,scale,deadband,access,class,description
              oven-1/top,live,1,FLOAT64,°C,0,300,,,read,process,
              oven-1/bottom,live,2,FLOAT64,°C,0,300,,,read,process,
              """,
          "config/assets.yaml",
              """
              assets:
                pump-1: {path: skid/pump-1, tags: pump-1/*}
                oven-1: {path: skid/oven-1, tags: oven-1/*}
              """,
          "config/detectors.yaml",
              """
              detectors:
                pump-health:
                  asset: pump-1
                  kind: pca
                  alarm: {on-delay: 1 s, off-delay: 2 s, priority: medium}
                  learn: {for: 2 min}
                oven-health:
                  asset: oven-1
                  kind: pca
                  alarm: {on-delay: 1 s, off-delay: 2 s, priority: low}
                  learn: {for: 2 min}
              """,
          "config/setpoints.yaml", PumpFiles.file("setpoints.yaml"),
          "config/spools.yaml", "spools:\n  cloud: {max-bytes: 100 MB}\n",
          "config/uplinks.yaml", "uplinks:\n  broker: {kind: fake}\n",
          "routes/pump.camel.yaml",
              """
              - route:
                  id: pump
                  from:
                    uri: tags:plc
                    parameters: {group: fast}
                    steps:
                      - to: detect:pump-health
                      - to:
                          uri: setpoint:speed
                          parameters: {while: pump-health, step: -10 %, dwell: 3 s}
                      - to: {uri: "summary:pump-1", parameters: {every: 1 s}}
                      - to: spool:cloud
              """);
  private static final Map<String, String> MORE =
      Map.of(
          "routes/oven.camel.yaml",
              """
              - route:
                  id: oven
                  from:
                    uri: tags:oven
                    parameters: {group: live}
                    steps:
                      - to: detect:oven-health
                      - to: {uri: "summary:oven-1", parameters: {every: 1 s}}
                      - to: spool:cloud
              """,
          "routes/listen.camel.yaml",
              """
              - route:
                  id: listen
                  from:
                    uri: tags:plc
                    parameters: {group: fast}
                    steps:
                      - log: {message: "heard", loggingLevel: TRACE}
              """,
          "routes/uplink.camel.yaml",
              """
              - route:
                  id: uplink
                  from:
                    uri: spool:cloud
                    steps:
                      - to: uplink:broker
              """);

  final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  final FakeConnectorKind devices = new FakeConnectorKind();
  final FakeUplinkKind clouds = new FakeUplinkKind();
  final Surroundings world =
      new Surroundings(clock, clock, Map.of("fake", devices), Map.of("fake", clouds));
  final Gateway gateway;
  private final Path folder;
  private final Random random = new Random(7);
  private double speed = 1450;
  private double fault = 1;

  EditedSite(Path folder) throws IOException {
    this.folder = folder;
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      write(file.getKey(), file.getValue());
    }
    for (Map.Entry<String, String> file : MORE.entrySet()) {
      write(file.getKey(), file.getValue());
    }
    gateway = new Gateway(configuration(), world, folder.resolve("data"));
  }

  /** Starts; the operator's speed is 1450 rpm. */
  EditedSite start() throws GatewayException {
    gateway.start();
    devices.made("plc").set("pump-1/speed-sp", 1450);
    physics();
    return this;
  }

  Path folder() {
    return folder;
  }

  /** Puts a file's text in another's place. */
  void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  void delete(String file) throws IOException {
    Files.delete(folder.resolve(file));
  }

  /** Edits a file: what stood there must be in it. */
  void edit(String file, String was, String is) throws IOException {
    String text = read(file);
    assertThat(text).contains(was);
    write(file, text.replace(was, is));
  }

  /** The files as they are now, which must be good. */
  Configuration configuration() {
    Loaded loaded = load();
    if (!(loaded instanceof Loaded.Checked checked)) {
      throw new AssertionError(loaded.problems());
    }
    return checked.configuration();
  }

  /** The files with another text for the route of the pump, past the check. */
  Configuration withText(String was, String is) {
    Configuration good = configuration();
    List<RouteFile> files =
        good.routes().stream()
            .map(
                file ->
                    new RouteFile(
                        file.path(),
                        file.routes().stream()
                            .map(route -> route.id().equals("pump") ? with(route, was, is) : route)
                            .toList()))
            .toList();
    return new Configuration(good.directory(), good.gateway(), good.nouns(), good.tags(), files);
  }

  private static CheckedRoute with(CheckedRoute route, String was, String is) {
    assertThat(route.text()).contains(was);
    return new CheckedRoute(
        route.id(), route.text().replace(was, is), route.uses(), route.written());
  }

  Loaded load() {
    return Installed.configFiles(world, Secrets.none())
        .load(folder.resolve("config"), folder.resolve("routes"));
  }

  /** Takes the files as they are now into the running gateway. */
  ChangeResult change() {
    return change(configuration());
  }

  ChangeResult change(Configuration next) {
    FakeConnector before = plc();
    double operator = before.get("pump-1/speed-sp");
    ChangeResult result = gateway.change(next);
    if (plc() != before) {
      // The same PLC over a new connection.
      plc().set("pump-1/speed-sp", operator);
    }
    physics();
    return result;
  }

  ChangeResult.Swapped swapped() {
    ChangeResult result = change();
    assertThat(result).isInstanceOf(ChangeResult.Swapped.class);
    return (ChangeResult.Swapped) result;
  }

  Parts parts() {
    return gateway.parts().orElseThrow();
  }

  /** The device behind the connection that runs. */
  FakeConnector plc() {
    return (FakeConnector) Objects.requireNonNull(parts().connectors().get("plc"));
  }

  FakeUplink broker() {
    return clouds.made();
  }

  void breakDown() {
    fault = 0.8;
  }

  void mend() {
    fault = 1;
  }

  void run(Duration time) {
    for (long left = time.toMillis(); left > 0; left -= 50) {
      clock.advance(Duration.ofMillis(50));
    }
  }

  /** Two minutes with an operator who moves the speed, and then some. */
  void learn() {
    for (int target :
        new int[] {1450, 1300, 1500, 1250, 1400, 1480, 1350, 1280, 1450, 1330, 1450}) {
      plc().set("pump-1/speed-sp", target);
      run(Duration.ofSeconds(11));
    }
    run(Duration.ofSeconds(5));
  }

  /** Sequence numbers of the scans that a detector judges from now on. */
  List<Long> judged(String detector) {
    List<Long> seen = new ArrayList<>();
    Objects.requireNonNull(parts().watches().get(detector))
        .listen(
            (Scan scan, io.sluice.gateway.assets.Judgement judged) -> seen.add(scan.sequence()));
    return seen;
  }

  /** Every sum rule, with nothing in flight. */
  void everySumHolds() {
    Parts now = parts();
    for (int i = 0; i < 50 && now.ledger().totals().inFlight() > 0; i++) {
      clock.advance(Duration.ofMillis(3));
    }
    Invariants.scans(now.ledger().totals());
    now.spools().values().forEach(spool -> Invariants.records(spool.counts()));
    now.setpoints()
        .values()
        .forEach(loop -> Invariants.setpoint(loop.setpoint().status().counters()));
  }

  /** What all clouds got, in the order of their making. */
  List<UplinkRecord> received() {
    return clouds.all().stream().flatMap(cloud -> cloud.received().stream()).toList();
  }

  @Override
  public void close() {
    gateway.stop();
  }

  private void physics() {
    FakeConnector pump = (FakeConnector) parts().connectors().get("plc");
    if (pump != null) {
      pump.physics(() -> pump(pump));
    }
    FakeConnector oven = (FakeConnector) parts().connectors().get("oven");
    if (oven != null) {
      oven.physics(() -> oven(oven));
    }
  }

  private void pump(FakeConnector plc) {
    speed += 0.3 * (plc.get("pump-1/speed-sp") - speed);
    double flow = 0.15 * speed * (speed > 1380 ? fault : 1);
    plc.set("pump-1/speed", speed + 2 * random.nextGaussian());
    plc.set("pump-1/flow", flow + 0.5 * random.nextGaussian());
    plc.set("pump-1/current", 2 + 0.03 * flow + 0.02 * random.nextGaussian());
  }

  private void oven(FakeConnector oven) {
    oven.set("oven-1/top", 200 + random.nextGaussian());
    oven.set("oven-1/bottom", 180 + random.nextGaussian());
  }
}
