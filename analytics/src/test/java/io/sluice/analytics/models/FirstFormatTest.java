package io.sluice.analytics.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of format 1 are read from the own store, and are hostile until checked all the same. */
class FirstFormatTest {
  private static final Path RECORDED = Path.of("src/test/resources/models/format-1/pca.model");

  private final Path folder;
  private final ModelStore store;

  private final TrainedModel model;

  FirstFormatTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.store = new ModelStore(folder);
    Files.createDirectories(file().getParent());
    Files.copy(RECORDED, file());
    model = store.load("hostile", 1).model();
  }

  @Test
  void noCutAndNoFlippedByteIsTakenForAnotherModel() throws Exception {
    Path file = file();
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
    card(good.replaceAll("\"offLevel\" : [0-9.]+", "\"offLevel\" : 7"), "off level is 7.0");
    card(good.replaceFirst("\"PROCESS\"", "\"MAGIC\""), "card.json is not a model card");
    card(good.replace("\"pump/flow\"", "null"), "is damaged");
    card(good.replace("\"kind\" : \"pca\"", "\"kind\" : null"), "is damaged");
    card(good.replace("\"unit\" : \"l/min\"", "\"unit\" : null"), "is damaged");
    card(good.replace("\"format\" : 1,", "\"format\" : 1, \"@class\" : \"x.Y\","), "card.json");
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
      assertThat(store.load("hostile", 1).model()).isEqualTo(model);
    } catch (ModelException e) {
      assertThat(e).hasMessageContaining("v0001.model: ");
    }
  }

  private static Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(RECORDED))) {
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
