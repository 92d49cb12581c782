package io.sluice.gateway.replay.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenRecordingTest {
  private final SmallPlant plant;

  GivenRecordingTest(@TempDir Path folder) throws IOException {
    this.plant = new SmallPlant(folder);
  }

  @Test
  void aRecordingIsPlayedFromTimeZero() throws IOException {
    RouteTests.Played played =
        play(
            """
            - test: the past again
              given: {recording: normal.csv, history: normal.csv}
              when: {runs: 60 s}
              then:
                - value: {tag: pump-1/speed, at: 30 s, between: [1200 rpm, 1500 rpm]}
                - summary: {asset: pump-1, tag: pump-1/flow, mean: 190 ± 25 l/min}
                - delivered: {spool: cloud, summaries: 5, tolerance: 1}
                - no-other: [alarm, write]
            """);
    assertThat(played.good()).as(plant.printed(played)).isTrue();
    assertThat(played.coverage().untouched("tags")).containsExactly("tank/level", "tank/valve-sp");
  }

  @Test
  void aRecordingThatIsNoneIsToldInASentence() throws IOException {
    Files.writeString(plant.folder.resolve("routes/odd.sluicerec"), "not a recording");
    RouteTests.Played played =
        play(
            """
            - test: nonsense
              given: {recording: odd.sluicerec}
              when: {runs: 10 s}
              then: [{no-other: alarm}]
            """);
    assertThat(played.good()).isFalse();
    assertThat(played.outcomes().get(0).broken()).contains("odd.sluicerec");
  }

  private RouteTests.Played play(String text) throws IOException {
    Path file = plant.testFile("past.test.yaml", text);
    TestFiles.Read read = TestFiles.read(List.of(file), plant.configuration);
    assertThat(read.problems()).isEmpty();
    return plant.play(read.tests());
  }
}
