package io.sluice.simulator.s7;

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
import org.junit.jupiter.api.Test;

/** The S7 PLC as clients see it that nobody here wrote. */
@Tag("peers")
class S7PeersTest {
  @Test
  void nodes7ReadsTheSkidAndWritesTheSetpoint() throws Exception {
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(1))) {
      JsonNode said = run("nodes7_client.js", plant.s7Port());

      JsonNode before = said.get("before");
      assertThat(before.get("speed").asDouble()).isCloseTo(1600, within(30.0));
      assertThat(before.get("flow").asDouble()).isBetween(150.0, 300.0);
      assertThat(before.get("valve").asInt()).isBetween(0, 1_000);
      assertThat(before.get("remote").asBoolean()).isTrue();
      assertThat(before.get("local").asBoolean()).isFalse();
      assertThat(said.get("after").get("setpoint").asDouble()).isEqualTo(1300.5);
      assertThat(plant.writeLog()).singleElement().matches(write -> write.accepted());
    }
  }

  @Test
  void snap7ReadsWritesAndIsToldWhoAnswers() throws Exception {
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(1))) {
      JsonNode said = run("snap7_client.js", plant.s7Port());

      assertThat(said.get("speed").asDouble()).isCloseTo(1600, within(30.0));
      assertThat(said.get("written").asBoolean()).isTrue();
      assertThat(said.get("readBack").asDouble()).isEqualTo(1300.5);
      assertThat(said.get("several").get(0).get("data").asText()).isEqualTo("44a29000");
      assertThat(said.get("several").get(1).get("data").asText()).isEqualTo("01");
      assertThat(said.get("several").get(2).get("result").asInt()).isNotZero();
      assertThat(said.get("several").get(3).get("result").asInt()).isNotZero();
      assertThat(said.get("missing").asBoolean()).isTrue();
      assertThat(said.toString()).contains("6ES7 515-2AM01-0AB0", "CPU 1515-2 PN");
      assertThat(said.get("status").asInt()).as("RUN").isEqualTo(8);
      assertThat(said.get("pdu").asInt()).isEqualTo(480);
    }
  }

  private static JsonNode run(String script, int port) throws Exception {
    String modules = System.getenv("PEERS_NODE_MODULES");
    assumeTrue(modules != null, "PEERS_NODE_MODULES does not name the npm packages");
    Path file = Path.of(S7PeersTest.class.getResource("/peers/" + script).toURI());
    ProcessBuilder builder =
        new ProcessBuilder(node(script, modules), file.toString(), Integer.toString(port))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("NODE_PATH", modules);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return new ObjectMapper().readTree(said.lines().reduce("{}", (old, last) -> last));
  }

  /** The addon of snap7 is built for the node that installed it, which is the machine's own. */
  private static String node(String script, String modules) {
    if (script.startsWith("snap7")) {
      Path addon = Path.of(modules, "node-snap7", "build", "Release", "node_snap7.node");
      assumeTrue(Files.exists(addon), "node-snap7 could not be built on this machine");
      return "node";
    }
    Path bundled = Path.of(modules, ".bin", "node");
    return Files.exists(bundled) ? bundled.toString() : "node";
  }
}
