package io.sluice.analytics.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.Column;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
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
    Path two = store.save("pump-1", MODEL).file();
    assertThat(one).hasSameBinaryContentAs(two);
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
  void noCutAndNoFlippedByteIsTakenForAnotherModel() throws Exception {
    Path file = store.save("pump-1", MODEL).file();
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length += 7) {
      Files.write(file, Arrays.copyOf(good, length));
      readsEqualOrIsRefused();
    }
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bad);
      readsEqualOrIsRefused();
    }
  }

  @Test
  void anEntryThatDoesNotBelongIsRefusedByItsName() throws Exception {
    refused(Map.of("../../etc/cron.d/x", new byte[1]), "should not have: '../../etc/cron.d/x'");
    refused(Map.of("Evil.class", new byte[1]), "should not have: 'Evil.class'");
    refused(Map.of("card.json/", new byte[0]), "should not have");
    refused(Map.of("a\u001b[2Jb", new byte[0]), "should not have: 'a?[2Jb'");
  }

  @Test
  void whatUnpacksToTooMuchIsRefused() throws Exception {
    Map<String, byte[]> entries = entries();
    entries.put("numbers.bin", new byte[(int) ModelStore.MAX_BYTES + 1]);
    write(entries);
    assertThat(Files.size(file())).isLessThan(1 << 20);
    refused("numbers.bin unpacks to more than");
  }

  @Test
  void aFileOfTooManyBytesIsRefusedUnread() throws Exception {
    Files.createDirectories(file().getParent());
    try (var channel =
        Files.newByteChannel(
            file(),
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.WRITE)) {
      channel.position(ModelStore.MAX_BYTES);
      channel.write(ByteBuffer.allocate(1));
    }
    refused("is larger than 67108864 bytes");
  }

  @Test
  void numbersThatDoNotMatchTheirHashAreRefused() throws Exception {
    Map<String, byte[]> entries = entries();
    entries.put("numbers.bin", new byte[4]);
    write(entries);
    refused("numbers.bin does not match its SHA-256");
    entries = entries();
    entries.put("model.pb", new byte[] {9});
    write(entries);
    refused("model.pb does not match its SHA-256");
    entries.remove("model.pb");
    write(entries);
    refused("model.pb is missing");
  }

  @Test
  void aCardThatIsNoneIsRefused() throws Exception {
    card("{", "card.json is not a model card");
    card("[]", "card.json is not a model card");
    card("{\"format\": 99}", "has format 99, this version reads format 1");
    card("{\"format\": 1}", "card.json is not a model card");
    card("[".repeat(100_000), "card.json is not a model card");
    String good = text();
    card(good.replace("\"threshold\" : 1.15", "\"threshold\" : -1"), "threshold is -1.0");
    card(good.replace("\"threshold\" : 1.15", "\"threshold\" : \"NaN\""), "threshold is NaN");
    card(good.replace("\"offLevel\" : 0.7", "\"offLevel\" : 7"), "off level is 7.0");
    card(good.replace("\"PROCESS\"", "\"MAGIC\""), "card.json is not a model card");
    card(good.replace("\"pump/flow\"", "null"), "is damaged");
    card(good.replace("\"kind\" : \"pca\"", "\"kind\" : null"), "is damaged");
    card(good.replace("\"unit\" : \"l/min\"", "\"unit\" : null"), "is damaged");
    card(good.replace("\"format\" : 1,", "\"format\" : 1, \"@class\" : \"x.Y\","), "card.json");
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

  private void card(String json, String message) throws Exception {
    Map<String, byte[]> entries = entries();
    entries.put("card.json", json.getBytes(StandardCharsets.UTF_8));
    write(entries);
    refused(message);
  }

  private String text() throws Exception {
    byte[] card = entries().get("card.json");
    return new String(card == null ? new byte[0] : card, StandardCharsets.UTF_8);
  }

  private void refused(Map<String, byte[]> more, String message) throws Exception {
    Map<String, byte[]> entries = entries();
    entries.putAll(more);
    write(entries);
    refused(message);
  }

  private void refused(String message) {
    assertThatThrownBy(() -> store.load("hostile", 1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("v0001.model: ")
        .hasMessageContaining(message);
  }

  private void readsEqualOrIsRefused() {
    try {
      assertThat(store.load("pump-1", 1).model()).isEqualTo(MODEL);
    } catch (ModelException e) {
      assertThat(e).hasMessageContaining("v0001.model: ");
    }
  }

  private static Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(ModelPackage.write(MODEL)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private void write(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    Files.createDirectories(file().getParent());
    Files.write(file(), bytes.toByteArray());
  }

  private Path file() {
    return folder.resolve("hostile").resolve("v0001.model");
  }
}
