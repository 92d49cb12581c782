package io.sluice.gateway;

import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.fakes.FakeConnector;
import io.sluice.gateway.fakes.FakeConnectorKind;
import io.sluice.gateway.fakes.FakeUplink;
import io.sluice.gateway.fakes.FakeUplinkKind;
import io.sluice.gateway.fakes.VirtualTime;
import io.sluice.gateway.options.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A gateway on a user's files between a pump in memory and a cloud in memory, on a virtual clock.
 * The pump follows its speed setpoint; with its fault it loses a fifth of its flow above 1380 rpm.
 */
final class Skid {
  private static final Map<String, String> FILES =
      Map.of(
          "gateway.yaml", "gateway: {id: gw, path: acme/test}\n",
          "connections.yaml",
              "connections:\n  plc: {kind: fake, groups: {fast: {every: 100 ms}}}\n",
          "tags/plc.csv",
              """
              tag,group,address,type,unit,low,high,scale,deadband,access,class,description
              pump-1/speed,fast,1,FLOAT64,rpm,0,3000,,,read,process,
              pump-1/flow,fast,2,FLOAT64,l/min,0,400,,,read,process,
              pump-1/current,fast,3,FLOAT64,A,0,20,,,read,process,
              pump-1/speed-sp,fast,4,FLOAT64,rpm,0,3000,,,write,setpoint,
              """,
          "assets.yaml", "assets:\n  pump-1: {path: skid/pump-1, tags: pump-1/*}\n",
          "detectors.yaml",
              """
              detectors:
                health:
                  asset: pump-1
                  kind: pca
                  alarm: {on-delay: 1 s, off-delay: 2 s, priority: medium}
                  learn: {for: 2 min}
              """,
          "setpoints.yaml",
              """
              setpoints:
                speed:
                  tag: pump-1/speed-sp
                  mode: closed
                  clamp: {low: 1000 rpm, high: 1750 rpm}
                  move: {max-step: 200 rpm, max-rate: 500 rpm/s, min-step: 5 rpm, min-interval: 1 s}
                  inputs: {quality: good, max-age: 1 s}
                  read-back: {within: 500 ms, tolerance: 1 rpm}
                  fail-safe: {action: release, after: 2 s}
              """,
          "spools.yaml", "spools:\n  cloud: {max-bytes: 100 MB}\n",
          "uplinks.yaml", "uplinks:\n  broker: {kind: fake}\n");
  static final String ROUTES =
      """
      - route:
          id: watch
          from:
            uri: tags:plc
            parameters: {group: fast}
            steps:
              - to: detect:health
              - to: {uri: "setpoint:speed", parameters: {while: health, step: -10 %, dwell: 3 s}}
              - to: {uri: "summary:pump-1", parameters: {every: 1 s}}
              - to: spool:cloud
      - route:
          id: uplink
          from:
            uri: spool:cloud
            steps:
              - to: uplink:broker
      """;

  final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  final FakeConnectorKind devices = new FakeConnectorKind();
  final FakeUplinkKind clouds = new FakeUplinkKind();
  final Surroundings world =
      new Surroundings(clock, clock, Map.of("fake", devices), Map.of("fake", clouds));
  final Configuration configuration;
  final Gateway gateway;
  private final Random random = new Random(7);
  private double speed = 1450;
  private double fault = 1;

  Skid(Path folder) throws IOException {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      write(folder.resolve("config").resolve(file.getKey()), file.getValue());
    }
    write(folder.resolve("routes/all.camel.yaml"), ROUTES);
    Loaded loaded =
        Installed.configFiles(world, Secrets.none())
            .load(folder.resolve("config"), folder.resolve("routes"));
    if (!(loaded instanceof Loaded.Checked checked)) {
      throw new AssertionError(loaded.problems());
    }
    configuration = checked.configuration();
    gateway = new Gateway(configuration, world, folder.resolve("data"));
  }

  /** Starts the gateway; the operator's speed is 1450 rpm. */
  void start() throws GatewayException {
    gateway.start();
    plc().set("pump-1/speed-sp", 1450);
    plc().physics(this::step);
  }

  FakeConnector plc() {
    return devices.made();
  }

  FakeUplink broker() {
    return clouds.made();
  }

  Parts parts() {
    return gateway.parts().orElseThrow();
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

  /** Stops the gateway as a person would; gives the real time it took. */
  Duration stop() {
    long begun = System.nanoTime();
    CompletableFuture<Void> stopping = CompletableFuture.runAsync(gateway::stop);
    VirtualTime.turnUntilDone(clock, stopping);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private void step() {
    speed += 0.3 * (plc().get("pump-1/speed-sp") - speed);
    double flow = 0.15 * speed * (speed > 1380 ? fault : 1);
    plc().set("pump-1/speed", speed + 2 * random.nextGaussian());
    plc().set("pump-1/flow", flow + 0.5 * random.nextGaussian());
    plc().set("pump-1/current", 2 + 0.03 * flow + 0.02 * random.nextGaussian());
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
