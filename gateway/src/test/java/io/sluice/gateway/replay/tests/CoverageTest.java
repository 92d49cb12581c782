package io.sluice.gateway.replay.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageTest {
  private final SmallPlant plant;

  CoverageTest(@TempDir Path folder) throws IOException {
    this.plant = new SmallPlant(folder);
  }

  @Test
  void whatNoTestTouchesIsCountedExactly() throws IOException {
    Coverage coverage = plant.play(plant.read("passes.test.yaml").tests()).coverage();
    assertThat(coverage.kinds()).containsExactly("tags", "routes", "detectors", "setpoints");
    assertThat(coverage.untouched("tags")).containsExactly("tank/level", "tank/valve-sp");
    assertThat(coverage.untouched("routes")).containsExactly("aside");
    assertThat(coverage.untouched("detectors")).isEmpty();
    assertThat(coverage.untouched("setpoints")).containsExactly("valve");
    assertThat(coverage.number("tags")).isEqualTo(6);
    assertThat(coverage.percent()).isEqualTo(100.0 * 8 / 12);
  }

  @Test
  void aConstantTagIsNotTouchedAndANamedOneIs() throws IOException {
    Path file =
        plant.testFile(
            "constant.test.yaml",
            """
            - test: constant
              given: {samples: {pump-1/speed: 1450 rpm, tank/level: 50 %, pump-1/flow: 200 l/min}}
              when: {runs: 3 s}
              then: [{value: {tag: tank/level, at: 2 s, is: 50 %}}]
            """);
    RouteTests.Played played =
        plant.play(TestFiles.read(List.of(file), plant.configuration).tests());
    assertThat(played.good()).as(plant.printed(played)).isTrue();
    assertThat(played.coverage().untouched("tags"))
        .containsExactly(
            "pump-1/speed", "pump-1/flow", "pump-1/current", "pump-1/speed-sp", "tank/valve-sp");
    assertThat(played.coverage().untouched("routes")).containsExactly("uplink", "aside");
    assertThat(played.coverage().untouched("detectors")).containsExactly("health");
  }
}
