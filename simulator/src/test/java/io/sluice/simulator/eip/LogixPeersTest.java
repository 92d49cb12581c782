package io.sluice.simulator.eip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.simulator.PlantOptions;
import io.sluice.simulator.VirtualPlant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Logix controller as a client sees it that nobody here wrote. */
@Tag("peers")
class LogixPeersTest {
  @ParameterizedTest
  @ValueSource(strings = {"connected", "unconnected"})
  void stEthernetIpBrowsesReadsAndWrites(String manner) throws Exception {
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(1))) {
      JsonNode said = run(plant.logixPort(), manner);

      assertThat(said.get("name").asText()).isEqualTo(Identity.NAME);
      assertThat(said.get("run").asBoolean()).isTrue();
      assertThat(said.get("speed").asDouble()).isCloseTo(1600, within(30.0));
      assertThat(said.get("flow").asDouble()).isBetween(150.0, 300.0);
      assertThat(said.get("valve").asDouble()).isBetween(0.0, 100.0);
      assertThat(said.get("level").asDouble()).isBetween(0.0, 100.0);
      assertThat(said.get("readBack").asDouble()).isEqualTo(1300.5);
      assertThat(said.get("missing").asInt()).isEqualTo(CipReply.PATH_UNKNOWN);
      assertThat(said.get("tags"))
          .extracting(JsonNode::asText)
          .contains("pump_1_speed", "gateway_alive", "Program:Main", "Main.valve")
          .hasSize(15);
      assertThat(plant.writeLog()).singleElement().matches(write -> write.accepted());
    }
  }

  private static JsonNode run(int port, String manner) throws Exception {
    String modules = System.getenv("PEERS_NODE_MODULES");
    assumeTrue(modules != null, "PEERS_NODE_MODULES does not name the npm packages");
    Path script =
        Path.of(LogixPeersTest.class.getResource("/peers/st_ethernet_ip_client.js").toURI());
    Path bundled = Path.of(modules, ".bin", "node");
    ProcessBuilder builder =
        new ProcessBuilder(
                Files.exists(bundled) ? bundled.toString() : "node",
                script.toString(),
                Integer.toString(port),
                manner)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("NODE_PATH", modules);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return new ObjectMapper().readTree(said.lines().reduce("{}", (old, last) -> last));
  }
}
