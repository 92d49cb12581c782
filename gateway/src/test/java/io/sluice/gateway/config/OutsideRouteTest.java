package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.assets.LatestSamples;
import io.sluice.gateway.fakes.FakeNats;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.routes.RouteManager;
import io.sluice.gateway.routes.TheseParts;
import io.sluice.gateway.status.ReactionTimes;
import io.sluice.gateway.status.ScanLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes that begin with a broker are allowed by name, and obey no header of a message. */
class OutsideRouteTest {
  private final Path root;

  OutsideRouteTest(@TempDir Path root) throws IOException {
    this.root = root;
    Files.createDirectory(root.resolve("config"));
    Files.createDirectory(root.resolve("routes"));
  }

  @Test
  void noHeaderOfAMessageFromOutsideReachesAStep() throws Exception {
    allow("nats");
    route("nats:orders", "nats:out");
    try (RouteManager manager = manager()) {
      manager.start(texts());
      FakeNats nats = manager.component("nats", FakeNats.class);
      nats.bring(
          Map.of(
              "CamelBeanMethodName", "exec",
              "CaMeLHttpUri", "http://127.0.0.1:1/",
              "camelfilename", "/tmp/x",
              "org.apache.camel.Anything", "x",
              "JMSReplyTo", "queue",
              "plain", "x"),
          "body");
      assertThat(nats.sent()).containsExactly(Map.of());
    }
  }

  @Test
  void aComponentThatIsNotAllowedIsUnknown() throws IOException {
    route("nats:orders", "log:x");
    assertThat(codes()).containsOnly(Code.ROUTE_SCHEME);
  }

  @Test
  void aComponentWhoseJarIsMissingIsToldWithTheJar() throws IOException {
    allow("paho-mqtt5");
    assertThat(load().problems())
        .extracting(Problem::message)
        .anySatisfy(message -> assertThat(message).contains("camel-paho-mqtt5.jar"));
  }

  @Test
  void aSenderCannotBeginARoute() throws IOException {
    allow("https");
    route("https:host/path", "log:x");
    assertThat(codes()).contains(Code.ROUTE_END);
  }

  private void allow(String component) throws IOException {
    Files.writeString(
        root.resolve("config/gateway.yaml"), "routes: {allow: [" + component + "]}\n");
  }

  private void route(String from, String to) throws IOException {
    Files.writeString(
        root.resolve("routes/x.camel.yaml"),
        "- {route: {id: x, from: {uri: '%s', steps: [{to: '%s'}]}}}\n".formatted(from, to));
  }

  private Loaded load() {
    return new ConfigFiles(Example.catalog(), Example.SECRETS)
        .load(root.resolve("config"), root.resolve("routes"));
  }

  private List<Code> codes() {
    return load().problems().stream().map(Problem::code).toList();
  }

  private List<RouteManager.RouteText> texts() {
    Loaded loaded = load();
    assertThat(loaded.problems()).isEmpty();
    return ((Loaded.Checked) loaded)
        .configuration().routes().stream()
            .flatMap(file -> file.routes().stream())
            .map(route -> new RouteManager.RouteText(route.id(), route.text()))
            .toList();
  }

  private static RouteManager manager() {
    VirtualClock clock = new VirtualClock(Instant.EPOCH);
    TheseParts parts =
        new TheseParts(
            "gw",
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            new LatestSamples(),
            new ScanLedger(),
            new ReactionTimes(),
            clock,
            clock.loop("spools"));
    return new RouteManager("gw", () -> parts);
  }
}
