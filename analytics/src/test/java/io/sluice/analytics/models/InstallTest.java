package io.sluice.analytics.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Column;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power goes at each step of a change: before it, nothing of it; after it, all of it. */
class InstallTest {
  private static final Deed ANNA = new Deed("Anna", "test");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private Path folder;

  InstallTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Lets so many steps pass; at the next one, and at all that follow, the power is gone. */
  private static final class PowerCut implements SafeFiles.Steps {
    private final int after;
    private final List<String> seen = new ArrayList<>();

    PowerCut(int after) {
      this.after = after;
    }

    @Override
    public void before(String step) throws IOException {
      if (seen.size() >= after) {
        throw new IOException("power cut before: " + step);
      }
      seen.add(step);
    }

    boolean happened() {
      return seen.size() >= after;
    }
  }

  @Test
  @Tag("attack-70")
  void aPowerCutAtAnyStepOfAnInstallLeavesTheChampionAndNoHalfModel(@TempDir Path root)
      throws Exception {
    int steps = 0;
    for (PowerCut cut = new PowerCut(0); ; cut = new PowerCut(++steps)) {
      folder = root.resolve("cut-" + steps);
      champion();
      ModelRegistry dying = open(cut);
      try {
        var unused = dying.add("pump", model(2), Making.trained(""));
      } catch (ModelException powerless) {
        assertThat(powerless).hasMessageContaining("power cut before: ");
      }
      ModelRegistry after = open(step -> {});
      assertThat(after.champion("pump").orElseThrow().version()).isEqualTo(1);
      for (ModelVersion one : after.list("pump")) {
        int number = (int) after.load("pump", one.version()).model().numbers().get("a")[0];
        assertThat(number).isEqualTo(one.version());
      }
      int next = after.add("pump", model(9), Making.trained("")).version();
      assertThat(after.list("pump")).extracting(ModelVersion::version).contains(1, next);
      assertThat(drafts()).isEmpty();
      if (!cut.happened()) {
        break;
      }
    }
    assertThat(steps).isGreaterThan(10);
  }

  @Test
  @Tag("attack-70")
  void aPowerCutAtAnyStepOfAPromotionLeavesOneChampion(@TempDir Path root) throws Exception {
    int steps = 0;
    for (PowerCut cut = new PowerCut(0); ; cut = new PowerCut(++steps)) {
      folder = root.resolve("cut-" + steps);
      champion();
      ModelRegistry whole = open(step -> {});
      var unused = whole.add("pump", model(2), Making.trained(""));
      assertThat(whole.shadow("pump", 2, ANNA).state()).isEqualTo(ModelState.SHADOW);
      try {
        assertThat(open(cut).promote("pump", 2, ANNA).state()).isEqualTo(ModelState.CHAMPION);
      } catch (ModelException powerless) {
        assertThat(powerless).hasMessageContaining("power cut before: ");
      }
      List<ModelState> states =
          open(step -> {}).list("pump").stream().map(ModelVersion::state).toList();
      assertThat(states)
          .isIn(
              List.of(ModelState.CHAMPION, ModelState.SHADOW),
              List.of(ModelState.RETIRED, ModelState.CHAMPION));
      if (!cut.happened()) {
        assertThat(states.get(1)).isEqualTo(ModelState.CHAMPION);
        break;
      }
    }
    assertThat(steps).isGreaterThan(4);
  }

  @Test
  @Tag("attack-70")
  void aTornDraftIsNeverReadAndIsClearedByTheNextInstall() throws Exception {
    champion();
    Files.write(folder.resolve("pump/v0002.model.tmp"), new byte[1000]);
    assertThat(open(step -> {}).list("pump")).hasSize(1);
    var unused = open(step -> {}).add("pump", model(2), Making.trained(""));
    assertThat(drafts()).isEmpty();
  }

  @Test
  void aFullDiskIsSaidAndChangesNothing() throws Exception {
    champion();
    ModelRegistry full =
        open(
            step -> {
              if (step.equals("write rest")) {
                throw new IOException("No space left on device");
              }
            });
    assertThatThrownBy(() -> full.add("pump", model(2), Making.trained("")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("the model was not saved: No space left on device");
    assertThatThrownBy(() -> full.evidence("pump", 1, Map.of("a", 1.0)))
        .hasMessageContaining("was not written: No space left on device");
    assertThat(open(step -> {}).list("pump")).hasSize(1);
  }

  private void champion() throws ModelException {
    ModelRegistry registry = open(step -> {});
    var unused = registry.add("pump", model(1), Making.trained(""));
    assertThat(registry.promote("pump", 1, ANNA).state()).isEqualTo(ModelState.CHAMPION);
  }

  private List<String> drafts() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(String::valueOf).filter(name -> name.endsWith(".tmp")).toList();
    }
  }

  private ModelRegistry open(SafeFiles.Steps steps) {
    return new ModelRegistry(new ModelStore(folder, steps), () -> NOW);
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
