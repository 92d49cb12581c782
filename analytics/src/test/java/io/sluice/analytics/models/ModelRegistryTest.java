package io.sluice.analytics.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Column;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.TrainedModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryTest {
  private static final Deed ANNA = new Deed("Anna", "looked at it");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final Path folder;
  private Instant now = NOON;
  private final ModelRegistry registry;

  ModelRegistryTest(@TempDir Path folder) {
    this.folder = folder;
    this.registry = open(Retention.USUAL);
  }

  @Test
  void aNewModelIsACandidateAndServesNobody() throws Exception {
    StoredModel saved = registry.add("pump", model(1), Making.trained("live rows"));
    assertThat(saved.version()).isEqualTo(1);
    assertThat(states()).containsExactly("1 candidate");
    assertThat(registry.champion("pump")).isEmpty();
    assertThat(registry.list("pump").get(0).making())
        .isEqualTo(new Making(Making.How.TRAINED, "live rows", null, NOON));
  }

  @Test
  void aShadowIsPromotedAndTheOldChampionCanComeBack() throws Exception {
    add(2);
    registry.promote("pump", 1, ANNA);
    registry.shadow("pump", 2, ANNA);
    assertThat(states()).containsExactly("1 champion", "2 shadow");
    registry.promote("pump", 2, ANNA);
    assertThat(states()).containsExactly("1 retired", "2 champion");
    assertThat(registry.rollback("pump", new Deed("gateway", "broke its limits")).version())
        .isEqualTo(1);
    assertThat(states()).containsExactly("1 champion", "2 retired");
    refused(() -> registry.rollback("pump", ANNA), "there is no champion before this one");
  }

  @Test
  void eachChangeIsKeptWithWhoWhenAndWhy() throws Exception {
    add(1);
    now = NOON.plusSeconds(60);
    registry.promote("pump", 1, ANNA);
    ModelChange last = open(Retention.USUAL).history("pump").get(1);
    assertThat(last)
        .isEqualTo(
            new ModelChange(
                NOON.plusSeconds(60), 1, ModelState.CANDIDATE, ModelState.CHAMPION, ANNA));
  }

  @Test
  void anotherProcessSeesTheSameAndIsToldByPolling() throws Exception {
    ModelRegistry other = open(Retention.USUAL);
    List<ModelChange> heard = new ArrayList<>();
    other.listen((detector, changes) -> heard.addAll(changes));
    add(1);
    registry.promote("pump", 1, ANNA);
    assertThat(other.champion("pump").orElseThrow().version()).isEqualTo(1);
    assertThat(heard).isEmpty();
    other.poll();
    other.poll();
    assertThat(heard)
        .extracting(ModelChange::to)
        .containsExactly(ModelState.CANDIDATE, ModelState.CHAMPION);
  }

  @Test
  void whatWasBeforeIsNoNews() throws Exception {
    add(1);
    ModelRegistry later = open(Retention.USUAL);
    List<ModelChange> heard = new ArrayList<>();
    later.listen((detector, changes) -> heard.addAll(changes));
    later.poll();
    assertThat(heard).isEmpty();
    later.promote("pump", 1, ANNA);
    assertThat(heard).extracting(ModelChange::to).containsExactly(ModelState.CHAMPION);
  }

  @Test
  void aListenerHearsOfAChangeOnce() throws Exception {
    List<String> heard = new ArrayList<>();
    registry.listen(
        (detector, changes) ->
            changes.forEach(one -> heard.add(detector + " " + one.version() + " " + one.to())));
    add(1);
    registry.promote("pump", 1, ANNA);
    assertThat(heard).containsExactly("pump 1 CANDIDATE", "pump 1 CHAMPION");
  }

  @Test
  void evidenceStaysWithItsVersion() throws Exception {
    add(2);
    registry.evidence("pump", 2, Map.of("false-alarms-per-week", 0.5, "correlation", 0.9));
    registry.evidence("pump", 2, Map.of("correlation", 0.95));
    Evidence evidence = open(Retention.USUAL).list("pump").get(1).evidence();
    assertThat(evidence.figures())
        .isEqualTo(Map.of("false-alarms-per-week", 0.5, "correlation", 0.95));
    assertThat(evidence.time()).isEqualTo(NOON);
    refused(() -> registry.evidence("pump", 7, Map.of()), "there is no version 7");
  }

  @Test
  void aStoreFromBeforeThereWereStatesServesItsNewestFittingModel() throws Exception {
    ModelStore store = new ModelStore(folder);
    for (int i = 1; i <= 3; i++) {
      store.save("pump", model(i));
    }
    assertThat(states()).containsExactly("1 candidate", "2 candidate", "3 candidate");
    StoredModel serving = registry.serving("pump", below(3)).orElseThrow();
    assertThat(serving.version()).isEqualTo(2);
    assertThat(states()).containsExactly("1 candidate", "2 champion", "3 candidate");
  }

  @Test
  void aChampionThatDoesNotFitIsFollowedByTheOneBeforeIt() throws Exception {
    add(3);
    registry.promote("pump", 1, ANNA);
    registry.adopt("pump", 2, ANNA);
    assertThat(registry.serving("pump", below(9)).orElseThrow().version()).isEqualTo(2);
    assertThat(registry.serving("pump", below(2)).orElseThrow().version()).isEqualTo(1);
    assertThat(registry.serving("pump", below(1))).isEmpty();
    assertThat(states()).containsExactly("1 champion", "2 retired", "3 candidate");
  }

  @Test
  void aModelWhoseStateWasLostInAPowerCutIsACandidate() throws Exception {
    add(1);
    registry.promote("pump", 1, ANNA);
    new ModelStore(folder).save("pump", model(9));
    assertThat(states()).containsExactly("1 champion", "2 candidate");
    var unused = registry.add("pump", model(55), Making.trained(""));
    assertThat(states()).containsExactly("1 champion", "2 candidate", "3 candidate");
  }

  @Test
  void aFileThatIsGoneIsForgottenAndItsNumberNotGivenAgain() throws Exception {
    add(2);
    Files.delete(folder.resolve("pump/v0002.model"));
    assertThat(states()).containsExactly("1 candidate");
    assertThat(registry.add("pump", model(5), Making.trained("")).version()).isEqualTo(3);
  }

  @Test
  void damagedStatesArePutAsideAndTheModelsKeepServing() throws Exception {
    add(2);
    registry.promote("pump", 1, ANNA);
    for (String damage : List.of("", "{", "[1]", "{\"format\":9}", "[".repeat(100_000))) {
      Files.writeString(folder.resolve("pump/states.json"), damage, StandardCharsets.UTF_8);
      assertThat(registry.serving("pump", below(9)).orElseThrow().version()).isEqualTo(2);
      assertThat(folder.resolve("pump/states.damaged.json")).hasContent(damage);
    }
  }

  @Test
  void whatIsTooMuchGoesButNeverTheChampionTheOneBeforeItOrTheShadow() throws Exception {
    ModelRegistry small = open(new Retention(5, Long.MAX_VALUE));
    for (int i = 1; i <= 3; i++) {
      small.add("pump", model(i), Making.trained(""));
    }
    small.promote("pump", 1, ANNA);
    small.adopt("pump", 2, ANNA);
    small.shadow("pump", 3, ANNA);
    for (int i = 4; i <= 9; i++) {
      small.add("pump", model(i), Making.trained(""));
    }
    assertThat(states())
        .containsExactly("1 retired", "2 champion", "3 shadow", "8 candidate", "9 candidate");
    assertThat(small.removed("pump")).isEqualTo(4);
    assertThat(folder.resolve("pump/v0004.model")).doesNotExist();
    ModelRegistry tiny = open(new Retention(4, 1));
    tiny.evidence("pump", 2, Map.of());
    assertThat(states()).containsExactly("1 retired", "2 champion", "3 shadow", "9 candidate");
  }

  @Test
  void anotherFileUnderAVersionsNameIsNotLoaded() throws Exception {
    add(2);
    Path one = folder.resolve("pump/v0001.model");
    Files.write(one, Files.readAllBytes(folder.resolve("pump/v0002.model")));
    refused(() -> registry.load("pump", 1), "is another model");
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static void refused(Attempt attempt, String message) {
    assertThatThrownBy(attempt::run)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message);
  }

  private void add(int count) throws ModelException {
    for (int i = 1; i <= count; i++) {
      var unused = registry.add("pump", model(100 + i), Making.trained(""));
    }
  }

  private List<String> states() throws ModelException {
    return open(Retention.USUAL).list("pump").stream()
        .map(one -> one.version() + " " + one.state().word())
        .toList();
  }

  private ModelRegistry open(Retention limits) {
    return new ModelRegistry(new ModelStore(folder), () -> now, limits);
  }

  private static ModelRegistry.Fit below(int limit) {
    return model -> {
      int number = (int) model.numbers().get("a")[0];
      if (number % 100 >= limit) {
        throw new ModelException("is number " + number);
      }
    };
  }

  private static TrainedModel model(int number) {
    return new TrainedModel(
        "pca",
        List.of(Column.process("pump/flow", "l/min")),
        new TrainedModel.Data(60, 0, Duration.ofMinutes(1), Duration.ofSeconds(1), "0".repeat(64)),
        Map.of(),
        1,
        0.5,
        Numbers.of(Map.of("a", new double[] {number})),
        null);
  }
}
