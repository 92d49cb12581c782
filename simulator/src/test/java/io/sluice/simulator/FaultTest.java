package io.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cavitation",
        "bearing-wear",
        "fouling",
        "stuck-sensor(pump-1/flow)",
        "failed-sensor(exchanger-1/duty)",
        "link-down(modbus)",
        "link-down(opcua)",
        "nan(exchanger-1/duty)",
        "word-swap(pump-1/speed)",
        "node-vanished(pump-1/flow)",
        "half-open(modbus)",
        "slow(opcua)",
        "truncated-frames(modbus)",
        "glued-frames(opcua)",
        "corrupt(modbus)",
        "wrong-transaction-id(modbus)",
        "exception-codes(modbus, 6)",
        "restart(opcua)",
        "restart(modbus, sessions-kept)",
        "server-clock-off(-3600 s)",
        "certificate-expiring(500 ms)"
      })
  void aFaultReadsWhatItWrites(String text) {
    assertThat(Fault.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cavitations",
        "cavitation(x)",
        "stuck-sensor",
        "stuck-sensor(pump-1/nothing)",
        "link-down(profibus)",
        "link-down(modbus",
        "word-swap(exchanger-1/duty)",
        "wrong-transaction-id(opcua)",
        "exception-codes(modbus, 256)",
        "exception-codes(opcua, 6)",
        "restart(modbus, sessions)",
        "slow",
        "Cavitation"
      })
  void anythingElseIsRefusedWithWhatIsAllowed(String text) {
    assertThatThrownBy(() -> Fault.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'");
  }

  @Test
  void aFrozenValueIsAStuckSensor() {
    assertThat(Fault.parse("frozen-value(pump-1/flow)"))
        .isEqualTo(Fault.parse("stuck-sensor(pump-1/flow)"));
  }

  @Test
  void aScenarioFileHoldsFaultsWithTheirTimes(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("s.json"),
            """
            {"faults": [
              {"fault": "cavitation", "at": "60 s", "for": "2 min"},
              {"fault": "link-down(modbus)", "at": "500ms"}
            ]}
            """);

    assertThat(Scenario.read(file))
        .isEqualTo(
            Scenario.of(Fault.parse("cavitation"), Duration.ofSeconds(60), Duration.ofSeconds(120))
                .and(Fault.parse("link-down(modbus)"), Duration.ofMillis(500), Scenario.FOR_EVER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"faults\": {}}",
        "{\"faults\": [{\"fault\": \"rust\"}]}",
        "{\"faults\": [{\"fault\": \"fouling\", \"until\": \"3 s\"}]}",
        "{\"faults\": [{\"fault\": \"fouling\", \"at\": \"60\"}]}",
        "{\"faults\": [{\"fault\": \"fouling\", \"for\": \"0 s\"}]}",
        "{\"faults\": [{\"fault\": \"fouling\", \"for\": \"999999999 d\"}]}"
      })
  void aWrongScenarioIsRefused(String json) {
    assertThatThrownBy(() -> Scenario.parse(json)).isInstanceOf(IllegalArgumentException.class);
  }
}
