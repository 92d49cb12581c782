package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.connectors.ConnectionState;
import io.sluice.gateway.config.versions.Fate;
import io.sluice.gateway.config.versions.Version;
import io.sluice.gateway.config.versions.VersionCause;
import io.sluice.gateway.status.StatusServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person edits; the gateway follows. On a virtual clock. */
class ChangesTest {
  private static final String OTHER = "assets: {pump-2: {path: skid/pump-2, tags: pump-1/*}}\n";
  private static final String BROKEN = "assets: {pump-1: {path: x, tgas: pump-1/*}}\n";
  private static final Duration TEN = Duration.ofMinutes(10);

  private final Editing person;

  ChangesTest(@TempDir Path folder) throws IOException {
    person = new Editing(folder);
    person.start();
  }

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void aSavedFileRunsAndIsKept() throws IOException {
    person.saved("config/assets.yaml", OTHER);
    assertThat(person.running().assets()).containsOnlyKeys("pump-2");
    assertThat(person.state()).isInstanceOf(ChangeState.Running.class);
    assertThat(person.state().live().version()).isEqualTo(2);
    Version kept = person.versions.kept().newest().orElseThrow();
    assertThat(kept.cause()).isEqualTo(VersionCause.SAVE);
    assertThat(kept.outcome()).isEqualTo(Fate.CONFIRMED);
    assertThat(kept.sentence()).isEqualTo("asset pump-2 is added; asset pump-1 is removed");
  }

  @Test
  void aBrokenFileLeavesTheLastGoodOneRunningAndIsNamed() throws IOException {
    person.saved("config/assets.yaml", BROKEN);
    assertThat(person.given).hasSize(1);
    JsonNode json = ChangeJson.of(person.state(), Optional.empty());
    assertThat(json.path("state").asText()).isEqualTo("refused");
    assertThat(json.path("version").asInt()).isEqualTo(1);
    assertThat(json.path("since").asText()).isEqualTo("2026-11-20T08:00:00Z");
    JsonNode refused = json.path("refused");
    assertThat(refused.path("file").asText()).endsWith("config/assets.yaml");
    assertThat(refused.path("since").asText()).startsWith("2026-11-20T08:00:0");
    assertThat(refused.path("problems").path(0).path("line").asInt()).isEqualTo(1);
    assertThat(person.line())
        .contains("version 1 runs since 2026-11-20T08:00:00Z; refused since")
        .contains("assets.yaml:1:28 ")
        .contains("tgas");
    assertThat(person.outcomes()).as("what cannot be read is no version").hasSize(1);
  }

  @Test
  void mendingTheFileEndsTheRefusal() throws IOException {
    person.saved("config/assets.yaml", BROKEN);
    person.saved("config/assets.yaml", OTHER);
    assertThat(person.state()).isInstanceOf(ChangeState.Running.class);
    assertThat(person.running().assets()).containsOnlyKeys("pump-2");
  }

  @Test
  void undoingTheEditEndsTheRefusalWithoutAChange() throws IOException {
    person.saved("config/assets.yaml", BROKEN);
    person.saved("config/assets.yaml", Editing.ASSETS);
    assertThat(person.state()).isInstanceOf(ChangeState.Running.class);
    assertThat(person.state().live().version()).isEqualTo(1);
    assertThat(person.given).hasSize(1);
  }

  @Test
  void whatTheGatewayCannotTakeIsKeptAsRefused() throws IOException {
    person.answers((running, next) -> new ChangeResult.Refused("data: needs a restart"));
    person.saved("config/assets.yaml", OTHER);
    assertThat(person.line()).endsWith("data: needs a restart");
    person.answers((running, next) -> new ChangeResult.RolledBack("route watch did not start"));
    person.saved("config/assets.yaml", OTHER.replace("pump-2", "pump-3"));
    assertThat(person.line()).endsWith("route watch did not start");
    assertThat(person.outcomes()).containsExactly(Fate.CONFIRMED, Fate.REFUSED, Fate.REFUSED);
    assertThat(person.state().live().version()).isEqualTo(1);
  }

  @Test
  void aBugOfAChangeIsNoEndOfFollowing() throws IOException {
    person.answers(
        (running, next) -> {
          throw new IllegalStateException("a bug");
        });
    person.saved("config/assets.yaml", OTHER);
    assertThat(person.line()).contains("a bug of the gateway");
    person.saved("config/assets.yaml", Editing.ASSETS);
    assertThat(person.state()).isInstanceOf(ChangeState.Running.class);
  }

  @Test
  void anEmptiedDirectoryStopsNoPlant() throws IOException {
    Files.delete(person.path("routes/watch.camel.yaml"));
    person.clock.advance(Duration.ofSeconds(5));
    assertThat(person.given).hasSize(1);
    assertThat(person.line()).contains("has no *.camel.yaml any more; if that is meant");
    assertThat(person.apply(null).done()).isTrue();
    assertThat(person.running().routes()).isEmpty();
  }

  @Test
  void aDeletedDirectoryStopsNoPlant() throws IOException {
    Files.delete(person.path("routes/watch.camel.yaml"));
    Files.delete(person.path("routes"));
    person.clock.advance(Duration.ofSeconds(5));
    assertThat(person.given).hasSize(1);
    assertThat(person.line()).contains("there is no such directory");
    person.saved("routes/watch.camel.yaml", Editing.ROUTE);
    assertThat(person.state()).isInstanceOf(ChangeState.Running.class);
    assertThat(person.given).hasSize(1);
  }

  @Test
  void aSaveDuringASwapIsTakenAfterIt() throws IOException {
    person.answers(
        (running, next) -> {
          saveUnchecked(OTHER.replace("pump-2", "pump-3"));
          person.answers((one, two) -> new ChangeResult.Unchanged());
          return new ChangeResult.Unchanged();
        });
    person.saved("config/assets.yaml", OTHER);
    person.clock.advance(Duration.ofSeconds(2));
    assertThat(person.given.stream().map(one -> one.assets().keySet()).toList())
        .containsExactly(Set.of("pump-1"), Set.of("pump-2"), Set.of("pump-3"));
    assertThat(person.text("data/versions/0002/config/assets.yaml"))
        .as("what was checked")
        .isEqualTo(OTHER);
  }

  @Test
  void whereSavesWaitOnlyAnOrderRunsThem() throws IOException {
    person.saved("config/gateway.yaml", "gateway: {id: gw}\nreload: {mode: on-apply}\n");
    person.saved("config/assets.yaml", OTHER);
    assertThat(person.state()).isInstanceOf(ChangeState.Waiting.class);
    assertThat(person.line()).endsWith("wait for: sluice apply");
    assertThat(person.running().assets()).containsOnlyKeys("pump-1");
    Answer answer = person.apply(null);
    assertThat(answer.said()).startsWith("version 3 runs: asset pump-2 is added");
    assertThat(person.running().assets()).containsOnlyKeys("pump-2");
    assertThat(person.versions.kept().newest().map(Version::person)).contains("Ada");
  }

  @Test
  void aTrialIsTakenBackAtItsDeadlineAndNothingIsLost() throws IOException {
    Answer answer = tryOther();
    assertThat(answer.said())
        .isEqualTo(
            "version 3 is on trial until 2026-11-20T08:10:05Z, then back to version 2:"
                + " asset pump-2 is added; asset pump-1 is removed");
    assertThat(person.state()).isInstanceOf(ChangeState.OnTrial.class);
    person.clock.advance(TEN.minusSeconds(1));
    assertThat(person.state()).isInstanceOf(ChangeState.OnTrial.class);
    person.clock.advance(Duration.ofSeconds(1));
    assertThat(person.line()).endsWith("version 3 was taken back: nobody confirmed it in time");
    assertThat(person.running().assets()).containsOnlyKeys("pump-1");
    assertThat(person.text("config/assets.yaml")).isEqualTo(Editing.ASSETS);
    assertThat(kept("config/assets.yaml")).isEqualTo(OTHER);
    assertThat(person.outcomes()).containsExactly(Fate.CONFIRMED, Fate.CONFIRMED, Fate.REVERTED);
    person.clock.advance(TEN);
    assertThat(person.given).as("the files put back are no save").hasSize(4);
  }

  @Test
  void aTrialIsTakenBackWhenHealthFalls() throws IOException {
    person.health(health(ConnectionState.ONLINE));
    tryOther();
    person.health(health(ConnectionState.BACKOFF));
    person.clock.advance(Duration.ofSeconds(29));
    assertThat(person.state()).as("it may come back").isInstanceOf(ChangeState.OnTrial.class);
    person.clock.advance(Duration.ofSeconds(6));
    assertThat(person.line()).endsWith("taken back: connection plc was online and is not");
    assertThat(person.running().assets()).containsOnlyKeys("pump-1");
  }

  @Test
  void aConfirmedTrialStays() throws IOException {
    tryOther();
    Answer answer = person.told(person.changes().confirm("Grace"));
    assertThat(answer.said()).isEqualTo("version 3 is confirmed by Grace");
    person.clock.advance(TEN.multipliedBy(2));
    assertThat(person.state()).isInstanceOf(ChangeState.Running.class);
    assertThat(person.running().assets()).containsOnlyKeys("pump-2");
    assertThat(person.versions.kept().lastGood().map(Version::number)).contains(3);
    assertThat(person.told(person.changes().confirm("Grace")).said())
        .isEqualTo("nothing is on trial; version 3 runs");
  }

  @Test
  void aSaveDuringATrialWaitsForItsEnd() throws IOException {
    person.saved("config/assets.yaml", OTHER);
    Path elsewhere = elsewhere(OTHER.replace("pump-2", "pump-3"));
    Answer tried =
        person.told(
            person
                .changes()
                .apply(
                    elsewhere.resolve("config"),
                    elsewhere.resolve("routes"),
                    new Changes.Order(TEN, "", "Ada")));
    assertThat(tried.done()).as(tried.said()).isTrue();
    person.saved("config/assets.yaml", OTHER.replace("pump-2", "pump-4"));
    assertThat(person.running().assets()).containsOnlyKeys("pump-3");
    person.told(person.changes().confirm("Ada"));
    person.clock.advance(Duration.ofSeconds(1));
    assertThat(person.running().assets()).containsOnlyKeys("pump-4");
  }

  @Test
  void aSaveDuringATrialThatIsTakenBackIsSetAside() throws IOException {
    tryOther();
    person.saved("config/assets.yaml", OTHER.replace("pump-2", "pump-4"));
    person.clock.advance(TEN);
    assertThat(person.text("config/assets.yaml")).isEqualTo(Editing.ASSETS);
    assertThat(person.outcomes()).endsWith(Fate.REVERTED, Fate.SET_ASIDE);
    assertThat(kept("config/assets.yaml")).contains("pump-4");
  }

  @Test
  void duringATrialNothingElseIsTried() throws IOException {
    tryOther();
    assertThat(person.apply(null).said())
        .isEqualTo("version 3 is on trial until 2026-11-20T08:10:05Z; confirm or roll back first");
    assertThat(person.told(person.changes().rollback(1, "Ada")).done()).isFalse();
  }

  @Test
  void aPersonMayEndATrial() throws IOException {
    tryOther();
    assertThat(person.told(person.changes().rollback(0, "Ada")).said())
        .isEqualTo("version 3 is taken back, version 2 runs: rolled back by Ada");
    assertThat(person.running().assets()).containsOnlyKeys("pump-1");
    assertThat(person.text("config/assets.yaml")).isEqualTo(Editing.ASSETS);
  }

  @Test
  void aRollbackRunsAnOldVersionAndPutsItsFilesBack() throws IOException {
    person.saved("config/assets.yaml", OTHER);
    person.saved("config/assets.yaml", OTHER.replace("pump-2", "pump-3"));
    Answer answer = person.told(person.changes().rollback(1, "Ada"));
    assertThat(answer.said()).startsWith("version 4 runs: asset pump-1 is added");
    assertThat(person.text("config/assets.yaml")).isEqualTo(Editing.ASSETS);
    person.clock.advance(Duration.ofSeconds(20));
    assertThat(person.outcomes()).hasSize(4);
    Version kept = person.versions.kept().newest().orElseThrow();
    assertThat(kept.cause()).isEqualTo(VersionCause.ROLLBACK);
    assertThat(person.told(person.changes().rollback(0, "Ada")).said())
        .startsWith("version 5 runs: asset pump-3 is added");
  }

  @Test
  void aRollbackGivesABrokenFileBackAsAVersion() throws IOException {
    person.saved("config/assets.yaml", OTHER);
    person.saved("config/assets.yaml", BROKEN);
    person.told(person.changes().rollback(0, "Ada"));
    assertThat(person.text("config/assets.yaml")).isEqualTo(Editing.ASSETS);
    assertThat(kept("config/assets.yaml")).isEqualTo(BROKEN);
  }

  @Test
  void aVersionThatIsNotThereIsNotRun() {
    assertThat(person.told(person.changes().rollback(17, "Ada")).said())
        .isEqualTo("there is no version 17; sluice versions lists them");
    assertThat(person.told(person.changes().rollback(0, "Ada")).said())
        .isEqualTo(
            "there is no good version before version 1, which runs; to put its files back: sluice"
                + " rollback 1");
  }

  @Test
  void theFilesOfTheVersionThatRunsCanBePutBackOverABrokenSave() throws IOException {
    person.saved("config/assets.yaml", BROKEN);
    assertThat(person.told(person.changes().rollback(1, "Ada")).said())
        .isEqualTo("version 1 runs already; its files are put back");
    assertThat(person.text("config/assets.yaml")).isEqualTo(Editing.ASSETS);
    assertThat(kept("config/assets.yaml")).isEqualTo(BROKEN);
  }

  @Test
  void filesFromElsewhereArePutWherePeopleEditAndTheirEditsAreKept() throws IOException {
    person.saved("config/gateway.yaml", "gateway: {id: gw}\nreload: {mode: on-apply}\n");
    person.saved("config/assets.yaml", OTHER.replace("pump-2", "edited"));
    Path elsewhere = elsewhere(OTHER);
    Answer answer =
        person.told(
            person
                .changes()
                .apply(
                    elsewhere.resolve("config"),
                    elsewhere.resolve("routes"),
                    new Changes.Order(null, "", "Ada")));
    assertThat(answer.done()).as(answer.said()).isTrue();
    assertThat(person.running().assets()).containsOnlyKeys("pump-2");
    assertThat(person.text("config/assets.yaml")).isEqualTo(OTHER);
    assertThat(kept("config/assets.yaml")).contains("edited");
    assertThat(person.running().directory()).isEqualTo(person.path("config"));
  }

  @Test
  void onlyWhatWasPlannedIsApplied() throws IOException {
    person.saved("config/gateway.yaml", "gateway: {id: gw}\nreload: {mode: on-apply}\n");
    person.save("config/assets.yaml", OTHER);
    String planned = person.ground.user().read().hash();
    person.save("config/assets.yaml", OTHER.replace("pump-2", "pump-3"));
    Changes.Order order = new Changes.Order(null, planned, "Ada");
    assertThat(person.told(person.changes().apply(null, null, order)).said())
        .endsWith("are not those that were planned; plan again");
    person.save("config/assets.yaml", OTHER);
    assertThat(person.told(person.changes().apply(null, null, order)).done()).isTrue();
  }

  @Test
  void filesThatCannotBePutBackAreSaidAndAreNotRunAgain() throws IOException {
    tryOther();
    Files.createDirectories(person.path("config/.assets.yaml.new/in-the-way"));
    Answer answer = person.told(person.changes().rollback(0, "Ada"));
    assertThat(answer.done()).isTrue();
    assertThat(answer.said()).contains("its files could not be put into");
    person.clock.advance(Duration.ofMinutes(1));
    assertThat(person.running().assets()).containsOnlyKeys("pump-1");
  }

  @Test
  void whatCannotBeTakenBackIsSaid() throws IOException {
    tryOther();
    person.answers((running, next) -> new ChangeResult.RolledBack("route watch did not start"));
    person.clock.advance(TEN);
    assertThat(person.line())
        .contains("version 3 runs")
        .endsWith("version 3 cannot be taken back: route watch did not start");
    assertThat(person.outcomes()).endsWith(Fate.REVERTED);
  }

  /** On-apply, so that an edit in place can be tried. Five seconds have passed. */
  private Answer tryOther() throws IOException {
    person.saved("config/gateway.yaml", "gateway: {id: gw}\nreload: {mode: on-apply}\n");
    person.saved("config/assets.yaml", OTHER);
    return person.apply(TEN);
  }

  private Path elsewhere(String assets) throws IOException {
    for (String name :
        new String[] {
          "config/gateway.yaml",
          "config/connections.yaml",
          "config/tags/plc.csv",
          "routes/watch.camel.yaml"
        }) {
      person.save("elsewhere/" + name, person.text(name));
    }
    person.save("elsewhere/config/assets.yaml", assets);
    return person.path("elsewhere");
  }

  private String kept(String name) throws IOException {
    int newest = person.versions.kept().newest().orElseThrow().number();
    return person.text("data/versions/000" + newest + "/" + name);
  }

  private void saveUnchecked(String text) {
    try {
      person.save("config/assets.yaml", text);
    } catch (IOException failed) {
      throw new AssertionError("not saved", failed);
    }
  }

  private static Health health(ConnectionState plc) {
    return new Health(
        Map.of("plc", new Health.Link(plc, 100, 0)),
        Map.of(),
        Map.of(),
        Map.of(),
        new Health.Scans(100, 0));
  }
}
