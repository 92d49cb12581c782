package io.sluice.gateway;

import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.fakes.FakeConnector;
import io.sluice.gateway.fakes.FakeConnectorKind;
import io.sluice.gateway.fakes.FakeUplink;
import io.sluice.gateway.fakes.FakeUplinkKind;
import io.sluice.gateway.fakes.PumpFiles;
import io.sluice.gateway.fakes.VirtualTime;
import java.io.IOException;
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
  static final String ROUTES = PumpFiles.WITH_CLOUD.replace("every: 10 s", "every: 1 s");

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
    PumpFiles.write(folder, ROUTES, Map.of());
    configuration = PumpFiles.read(folder, world);
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
}
