package io.sluice.simulator.opcua;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.simulator.instruments.Panel;
import io.sluice.simulator.process.Plant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The exchanger's server as a client sees it that nobody here wrote. */
@Tag("peers")
class OpcUaPeersTest {
  @Test
  void nodeOpcUaBrowsesReadsSubscribesAndWritesInClearAndSealed() throws Exception {
    Panel panel = new Panel(new Plant(1), Instant.now());
    ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    AtomicInteger steps = new AtomicInteger();
    try (ExchangerServer server = new ExchangerServer(panel, Instant::now, 0)) {
      server.secureUntil(Instant.now().plus(Duration.ofDays(100)));
      server.start();
      ScheduledFuture<?> unused =
          ticks.scheduleAtFixedRate(
              () -> {
                panel.step(1, Instant.now(), Duration.ofMillis(50L * steps.incrementAndGet()));
                server.publish();
              },
              0,
              50,
              TimeUnit.MILLISECONDS);
      JsonNode said = run(server.port());
      for (JsonNode visit : said) {
        assertThat(visit.get("folders").toString()).contains("exchanger-1");
        assertThat(visit.get("good").asBoolean()).isTrue();
        assertThat(visit.get("duty").isNumber()).isTrue();
        assertThat(visit.get("heard").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(visit.get("written").asBoolean()).isTrue();
        assertThat(visit.get("readOnly").asText()).isIn("BadNotWritable", "BadUserAccessDenied");
      }
      assertThat(said.size()).isEqualTo(2);
    } finally {
      ticks.shutdownNow();
    }
  }

  private static JsonNode run(int port) throws Exception {
    String modules = System.getenv("PEERS_NODE_MODULES");
    assumeTrue(modules != null, "PEERS_NODE_MODULES does not name the npm packages");
    Path file = Path.of(OpcUaPeersTest.class.getResource("/peers/opcua_client.js").toURI());
    Path bundled = Path.of(modules, ".bin", "node");
    ProcessBuilder builder =
        new ProcessBuilder(
                Files.exists(bundled) ? bundled.toString() : "node",
                file.toString(),
                Integer.toString(port))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("NODE_PATH", modules);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return new ObjectMapper().readTree(said.lines().reduce("{}", (old, last) -> last));
  }
}
