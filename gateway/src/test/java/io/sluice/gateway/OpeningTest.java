package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.config.versions.Fate;
import io.sluice.gateway.config.versions.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs after a stop, a kill or a power cut. */
class OpeningTest {
  private static final String OTHER = Editing.ASSETS.replace("pump-1:", "pump-2:");
  private static final String BROKEN = "assets: {pump-1: {path: x, tgas: pump-1/*}}\n";

  private final Editing person;

  OpeningTest(@TempDir Path folder) throws IOException {
    person = new Editing(folder);
  }

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void theFirstStartKeepsItsFiles() throws IOException {
    Opening.Plan plan = person.start();
    assertThat(((Opening.Plan.Run) plan).said()).isEmpty();
    assertThat(person.state().live().version()).isEqualTo(1);
    assertThat(person.versions.kept().lastGood().map(Version::number)).contains(1);
  }

  @Test
  void theSameFilesAreTheSameVersion() throws IOException {
    person.start();
    person.restart();
    assertThat(person.state().live().version()).isEqualTo(1);
    assertThat(person.outcomes()).hasSize(1);
  }

  @Test
  void filesEditedMeanwhileRun() throws IOException {
    person.start();
    person.save("config/assets.yaml", OTHER);
    person.restart();
    assertThat(person.running().assets()).containsOnlyKeys("pump-2");
    assertThat(person.state().live().version()).isEqualTo(2);
  }

  @Test
  void brokenFilesWithoutAVersionRunNothing() throws IOException {
    person.save("config/assets.yaml", BROKEN);
    assertThat(person.start()).isInstanceOf(Opening.Plan.Nothing.class);
    assertThat(person.outcomes()).isEmpty();
  }

  @Test
  void brokenFilesLetTheLastGoodVersionRunLoudly() throws IOException {
    person.start();
    person.save("config/assets.yaml", BROKEN);
    Opening.Plan plan = person.restart();
    assertThat(plan.problems()).hasSize(1);
    assertThat(((Opening.Plan.Run) plan).said())
        .startsWith("THE FILES ON DISK DO NOT RUN: ")
        .contains("assets.yaml:1:28", "version 1 of 2026-11-20T08:00:00Z runs instead");
    assertThat(person.running().assets()).containsOnlyKeys("pump-1");
    assertThat(person.state()).isInstanceOf(ChangeState.Refused.class);
    assertThat(person.text("config/assets.yaml")).as("left to be mended").isEqualTo(BROKEN);
    person.saved("config/assets.yaml", OTHER);
    assertThat(person.running().assets()).containsOnlyKeys("pump-2");
  }

  @Test
  void afterAPowerCutDuringATrialTheConfirmedVersionRuns() throws IOException {
    tried();
    Opening.Plan plan = person.restart();
    assertThat(((Opening.Plan.Run) plan).said())
        .isEqualTo("version 3 was on trial and was not confirmed; version 2 runs");
    assertThat(person.running().assets()).containsOnlyKeys("pump-1");
    assertThat(person.state()).isInstanceOf(ChangeState.Reverted.class);
    assertThat(person.text("config/assets.yaml")).isEqualTo(Editing.ASSETS);
    assertThat(person.outcomes()).endsWith(Fate.REVERTED);
    person.restart();
    assertThat(person.running().assets()).containsOnlyKeys("pump-1");
    assertThat(person.state()).isInstanceOf(ChangeState.Running.class);
  }

  @Test
  void aTrialWhoseFilesCannotBePutBackDoesNotRunAgainEither() throws IOException {
    tried();
    Files.createDirectories(person.path("config/.assets.yaml.new/in-the-way"));
    for (int start = 0; start < 3; start++) {
      person.restart();
      assertThat(person.running().assets()).containsOnlyKeys("pump-1");
      assertThat(person.state()).isInstanceOf(ChangeState.Reverted.class);
    }
  }

  @Test
  void aConfirmedVersionRunsAgain() throws IOException {
    tried();
    person.told(person.changes().confirm("Ada"));
    person.restart();
    assertThat(person.running().assets()).containsOnlyKeys("pump-2");
    assertThat(person.state().live().version()).isEqualTo(3);
  }

  @Test
  void aRestartDoesNotApplyWhatWaits() throws IOException {
    person.start();
    person.saved("config/gateway.yaml", "gateway: {id: gw}\nreload: {mode: on-apply}\n");
    person.save("config/assets.yaml", OTHER);
    Opening.Plan plan = person.restart();
    assertThat(((Opening.Plan.Run) plan).said()).contains("wait for: sluice apply");
    assertThat(person.running().assets()).containsOnlyKeys("pump-1");
    assertThat(person.apply(null).done()).isTrue();
    assertThat(person.running().assets()).containsOnlyKeys("pump-2");
  }

  @Test
  void aDamagedVersionIsPassedOverForTheOneBefore() throws IOException {
    person.start();
    person.saved("config/assets.yaml", OTHER);
    person.save("config/assets.yaml", BROKEN);
    person.save("data/versions/0002/routes/watch.camel.yaml", "- damaged\n");
    person.restart();
    assertThat(person.state().live().version()).isEqualTo(1);
  }

  @Test
  void filesThatWereBeingPutBackArePutBack() throws IOException {
    person.start();
    person.saved("config/assets.yaml", OTHER);
    person.save("data/versions/restoring", "1");
    person.restart();
    assertThat(person.text("config/assets.yaml")).isEqualTo(Editing.ASSETS);
    assertThat(person.path("data/versions/restoring")).doesNotExist();
  }

  @Test
  void filesThatAreGoodAndDoNotStartGiveWayToTheLastGoodOnes() throws IOException {
    person.start();
    person.save("config/assets.yaml", OTHER);
    Opening opening = new Opening(person.ground, person.clock);
    Opening.Plan.Run tried = (Opening.Plan.Run) opening.plan();
    Opening.Plan.Run instead =
        opening.instead(tried, "route watch: it did not start").orElseThrow();
    assertThat(instead.configuration().assets()).containsOnlyKeys("pump-1");
    assertThat(instead.said()).contains("route watch: it did not start", "version 1");
    assertThat(opening.instead(instead, "nor this")).isEmpty();
  }

  private void tried() throws IOException {
    person.start();
    person.saved("config/gateway.yaml", "gateway: {id: gw}\nreload: {mode: on-apply}\n");
    person.saved("config/assets.yaml", OTHER);
    assertThat(person.apply(Duration.ofMinutes(10)).done()).isTrue();
    assertThat(person.running().assets()).containsOnlyKeys("pump-2");
  }
}
