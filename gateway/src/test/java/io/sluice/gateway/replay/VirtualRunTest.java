package io.sluice.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Verdict;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.GatewayException;
import io.sluice.gateway.assets.AlarmEvent;
import io.sluice.gateway.assets.AlarmEvent.Change;
import io.sluice.gateway.config.CheckedRoute;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.RouteFile;
import io.sluice.gateway.fakes.Invariants;
import io.sluice.gateway.fakes.PumpFiles;
import io.sluice.gateway.setpoints.Decision;
import io.sluice.gateway.setpoints.ReleaseAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualRunTest {
  private final Path folder;
  private final PumpPlant plant = new PumpPlant();

  VirtualRunTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void itTellsAlarmsDecisionsWritesSummariesAndWhatArrives() throws Exception {
    try (VirtualRun run = start(PumpFiles.WITH_CLOUD)) {
      plant.operate(run.clock());
      assertThat(run.release("Ada")).containsEntry("speed", new ReleaseAnswer.Released("Ada"));
      plant.breakDown();
      run.advance(Duration.ofSeconds(6));
      plant.mend();
      run.advance(Duration.ofSeconds(30));
      run.stop();
      everySumHolds(run);
      assertThat(run.log().alarms())
          .extracting(AlarmEvent::change)
          .containsExactly(Change.RAISED, Change.CLEARED);
      assertThat(run.log().decisions())
          .anyMatch(one -> one.outcome().decision() instanceof Decision.Write);
      assertThat(run.log().writes()).extracting(RunLog.Written::value).contains(1305.0, 1450.0);
      assertThat(run.log().arrived("broker"))
          .extracting(one -> one.kind())
          .contains("summary", "alarm", "decision");
      Invariants.arrived(run.log().arrived("broker"));
      assertThat(run.log().summaries())
          .hasSameSizeAs(
              run.log().arrived("broker").stream()
                  .filter(one -> one.kind().equals("summary"))
                  .toList());
      assertThat(run.log().leftOut()).isZero();
    }
  }

  @Test
  void whatNoRouteKeepsIsToldToo() throws Exception {
    try (VirtualRun run = start(PumpFiles.WITHOUT_CLOUD)) {
      plant.operate(run.clock());
      plant.breakDown();
      run.advance(Duration.ofSeconds(6));
      run.stop();
      everySumHolds(run);
      assertThat(run.log().alarms()).hasSize(1);
      assertThat(run.log().decisions()).isNotEmpty();
      assertThat(run.log().writes()).as("nobody released it").isEmpty();
      assertThat(run.log().summaries()).hasSizeGreaterThan(12);
      assertThat(run.log().verdicts("health")).containsKeys(Verdict.SCORED, Verdict.LEARNING);
      assertThat(run.log().verdicts("other")).isEmpty();
      assertThat(run.log().arrived("broker")).isEmpty();
    }
  }

  @Test
  void hoursPassAsFastAsTheyCanBeWorkedThrough() throws Exception {
    try (VirtualRun run = start(PumpFiles.WITH_CLOUD)) {
      long begun = System.nanoTime();
      run.advance(Duration.ofMinutes(20));
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
      assertThat(run.parts().ledger().totals().received()).isEqualTo(12_000);
    }
  }

  @Test
  void aConnectionWithoutAStandInIsNeverOnline() throws Exception {
    Configuration configuration = PumpFiles.configuration(folder, PumpFiles.WITH_CLOUD);
    VirtualClock clock = new VirtualClock(PumpFiles.BEGIN);
    try (VirtualRun run =
        VirtualRun.start(
            new VirtualRun.Setting(configuration, PumpFiles.world(), clock, Map.of(), null))) {
      run.advance(Duration.ofMinutes(5));
      assertThat(run.parts().ledger().totals().received()).isZero();
      assertThat(run.parts().connectors().values())
          .extracting(connector -> connector.status().lastError())
          .containsExactly("nothing stands in for it in this run");
    }
  }

  @Test
  void aSecondEndDoesNothingAndNoFileIsLeft() throws Exception {
    VirtualRun run = start(PumpFiles.WITH_CLOUD);
    run.advance(Duration.ofSeconds(3));
    Path data = run.data();
    assertThat(data).isDirectory();
    run.stop();
    run.close();
    assertThat(data).doesNotExist();
  }

  @Test
  void aRouteThatCannotStartIsToldAndLeavesNothing() {
    assertThatThrownBy(
            () ->
                VirtualRun.start(
                        setting(broken(PumpFiles.configuration(folder, PumpFiles.WITH_CLOUD))))
                    .close())
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("no detector is named helth; there are: health");
  }

  private static Configuration broken(Configuration good) {
    RouteFile file = good.routes().get(0);
    CheckedRoute route = file.routes().get(0);
    CheckedRoute broken =
        new CheckedRoute(
            route.id(),
            route.text().replace("detect:health", "detect:helth"),
            route.uses(),
            route.written());
    return new Configuration(
        good.directory(),
        good.gateway(),
        good.nouns(),
        good.tags(),
        List.of(new RouteFile(file.path(), List.of(broken))));
  }

  private VirtualRun start(String routes) throws Exception {
    return VirtualRun.start(setting(PumpFiles.configuration(folder, routes)));
  }

  private VirtualRun.Setting setting(Configuration configuration) {
    VirtualClock clock = new VirtualClock(PumpFiles.BEGIN);
    return new VirtualRun.Setting(
        configuration, PumpFiles.world(), clock, Map.of("plc", plant), null);
  }

  private static void everySumHolds(VirtualRun run) {
    Invariants.scans(run.parts().ledger().totals());
    run.parts().spools().values().forEach(spool -> Invariants.records(spool.counts()));
    run.parts()
        .setpoints()
        .values()
        .forEach(loop -> Invariants.setpoint(loop.setpoint().status().counters()));
  }
}
