package io.sluice.analytics.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Column;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.TrainedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  private static final TrainedModel MODEL =
      new TrainedModel(
          "pca",
          List.of(
              new Column("pump/flow", "l/min", Column.Kind.PROCESS, 0, 400),
              Column.of("pump/bearing", "°C", Column.Kind.THERMAL)),
          new TrainedModel.Data(
              6000, 3, Duration.ofMinutes(10), Duration.ofMillis(100), "0".repeat(64)),
          Map.of("variance", "0.9"),
          1.15,
          0.7,
          Numbers.of(Map.of("a", new double[] {0.1, -0.0, 1e-310}, "b", new double[0])),
          ByteBuffer.wrap(new byte[] {1, 2, 3}));

  private static final Map<String, Double> FIGURES = Map.of("false-alarms-per-week", 0.25);

  private final Path folder;
  private final ModelStore store;

  ModelStoreTest(@TempDir Path folder) {
    this.folder = folder;
    this.store = new ModelStore(folder);
  }

  @Test
  void aModelComesBackEqual() throws ModelException {
    StoredModel saved = store.save("pump-1", MODEL);
    assertThat(saved.file()).isEqualTo(folder.resolve("pump-1/v0001.model"));
    assertThat(store.load("pump-1", 1).model()).isEqualTo(MODEL);
  }

  @Test
  void versionsRiseAndTheNewestIsTheLatest() throws ModelException {
    assertThat(store.latest("pump-1")).isEmpty();
    for (int version = 1; version <= 11; version++) {
      assertThat(store.save("pump-1", MODEL).version()).isEqualTo(version);
    }
    assertThat(store.latest("pump-1").orElseThrow().version()).isEqualTo(11);
    assertThat(store.versions("pump-1")).hasSize(11).isSorted();
    assertThat(store.versions("other")).isEmpty();
  }

  @Test
  void theSameModelIsTheSameFile() throws Exception {
    Path one = store.save("pump-1", MODEL).file();
    byte[] first = Files.readAllBytes(one);
    Files.delete(one);
    assertThat(store.save("pump-1", MODEL).file()).isEqualTo(one).hasBinaryContent(first);
  }

  @Test
  void modelsForOperatingModesAreKeptInTheSameFile() throws Exception {
    Map<String, TrainedModel> modes = Map.of("3", MODEL, "../stopped", MODEL.withFigures(FIGURES));
    TrainedModel whole = with(modes);
    store.save("pump-1", whole);
    assertThat(store.load("pump-1", 1).model()).isEqualTo(whole);
    TrainedModel nested = with(Map.of("4", whole));
    assertThatThrownBy(() -> store.save("pump-1", nested))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("mode 4 has modes itself");
  }

  @Test
  void theCardTellsPeopleWhatIsInTheFile() throws Exception {
    TrainedModel told = MODEL.withFigures(FIGURES).withProvenance("LibSVMAnomalyTrainer");
    ModelCard card = store.save("pump-1", told).card();
    assertThat(card.tags().get(0))
        .isEqualTo(new ModelCard.Tag("pump/flow", "l/min", Column.Kind.PROCESS, 0.0, 400.0));
    assertThat(card.tagsSha256()).isEqualTo(TrainedModel.tagsSha256(MODEL.columns()));
    assertThat(card.data().span()).isEqualTo("PT10M");
    assertThat(card.figures()).isEqualTo(FIGURES);
    assertThat(card.provenance()).isEqualTo("LibSVMAnomalyTrainer");
    assertThat(card.software()).startsWith("sluice ");
    assertThat(new String(card.json(), StandardCharsets.UTF_8)).contains("\"PT0.1S\"");
  }

  @Test
  void modelsAndTheKeyAreForTheirOwnerOnly() throws Exception {
    store.save("pump-1", MODEL);
    for (String name : List.of("pump-1/v0001.model", ".keys/own.pem")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aDraftLeftByAPowerCutIsNoVersionAndDoesNotHinder() throws Exception {
    Files.createDirectories(folder.resolve("pump-1"));
    Files.write(folder.resolve("pump-1/v0001.model.tmp"), new byte[] {1});
    assertThat(store.latest("pump-1")).isEmpty();
    assertThat(store.save("pump-1", MODEL).version()).isEqualTo(1);
    try (Stream<Path> files = Files.list(folder.resolve("pump-1"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void namesThatWouldLeaveTheFolderAreRefused() {
    for (String name : List.of("../x", "a/b", "", ".", "..", ".hidden", "a\0b", "x".repeat(101))) {
      assertThatThrownBy(() -> store.save(name, MODEL))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("is not allowed");
    }
  }

  @Test
  void aMissingVersionIsSaid() {
    assertThatThrownBy(() -> store.load("pump-1", 4))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("v0004.model: is not there");
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaid() throws IOException {
    Files.writeString(folder.resolve("pump-1"), "a file in the way");
    assertThatThrownBy(() -> store.save("pump-1", MODEL))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("was not saved");
  }

  @Test
  void numbersThatLieAboutTheirLengthAreRefused() {
    for (int[] lie :
        new int[][] {
          {Integer.MAX_VALUE}, {-1}, {1, -1}, {1, 1 << 30}, {1, 1, 0x61000000, 1 << 30}, {2}, {}
        }) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * lie.length);
      for (int word : lie) {
        bytes.putInt(word);
      }
      assertThatThrownBy(() -> NumbersFile.read(bytes.array()))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("is damaged");
    }
  }

  private static TrainedModel with(Map<String, TrainedModel> modes) {
    return new TrainedModel(
        "pca",
        MODEL.columns(),
        MODEL.data(),
        MODEL.parameters(),
        MODEL.threshold(),
        MODEL.offLevel(),
        MODEL.numbers(),
        null,
        modes);
  }
}
