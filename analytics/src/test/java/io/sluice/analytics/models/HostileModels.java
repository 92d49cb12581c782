package io.sluice.analytics.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.detectors.Defaults;
import io.sluice.analytics.plant.PumpRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.anomaly.libsvm.protos.LibSVMAnomalyModelProto;
import org.tribuo.common.libsvm.protos.SVMModelProto;
import org.tribuo.protos.core.ModelProto;

/**
 * Two gateways for the tests of hostile model files: a maker whose key the other trusts, and what a
 * file from it may be made into. Each refusal must leave the store as it was.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileModels {
  static final Deed ANNA = new Deed("Anna", "brought it");
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  TrainedModel model;
  Path folder;
  ModelStore maker;
  ModelRegistry registry;
  Path file;
  Instant now = NOW;

  @BeforeAll
  void train() throws Exception {
    DetectorKind<?> kind = DetectorKind.named("one-class-svm").orElseThrow();
    model = kind.trainWith(PumpRows.training(5, 600), Defaults.of(kind.options()), Goal.USUAL);
  }

  @BeforeEach
  void twoGateways(@TempDir Path here) throws Exception {
    folder = here;
    now = NOW;
    maker = new ModelStore(here.resolve("maker"));
    registry = new ModelRegistry(new ModelStore(here.resolve("ours")), () -> now);
    registry.keys().trust(maker.keys().own("maker"));
    file = here.resolve("brought.model");
  }

  static io.sluice.analytics.TrainingRows few() {
    var rows = new io.sluice.analytics.TrainingRows(PumpRows.COLUMNS.subList(0, 3), 300);
    PumpRows pump = new PumpRows(2);
    var all = new io.sluice.analytics.Row(PumpRows.COLUMNS.size());
    var row = new io.sluice.analytics.Row(3);
    for (int i = 0; i < 300; i++) {
      pump.next(all);
      for (int column = 0; column < 3; column++) {
        row.set(column, all.value(column));
      }
      row.time(all.time());
      rows.add(row);
    }
    return rows;
  }

  byte[] pack(int version, TrainedModel packed) throws ModelException {
    ModelManifest of = new ModelManifest("pump", version, Map.of());
    return ModelPackage.write(of, packed, this::card, maker.keys());
  }

  ModelCard card(TrainedModel of, @org.jspecify.annotations.Nullable String mode) {
    return ModelCard.of(of, mode, Making.trained("test"), "test");
  }

  Map<String, byte[]> content(TrainedModel of) throws Exception {
    Map<String, byte[]> entries = new TreeMap<>(entries(pack(1, of)));
    entries.remove("manifest.txt");
    entries.remove("signature.bin");
    return entries;
  }

  static byte[] signed(Map<String, byte[]> content, ModelKeys keys) throws Exception {
    byte[] manifest = ModelManifest.of("pump", 9, content).bytes();
    return StoredZip.write(ordered(manifest, keys.sign(manifest), content));
  }

  static Map<String, byte[]> ordered(
      byte[] manifest, byte[] signature, Map<String, byte[]> content) {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("manifest.txt", manifest);
    all.put("signature.bin", signature);
    all.putAll(content);
    return all;
  }

  byte[] with(String name, byte[] bytes) throws Exception {
    Map<String, byte[]> entries = entries(pack(1, model));
    entries.put(name, bytes);
    return StoredZip.write(entries);
  }

  static Map<String, byte[]> entries(byte[] file) throws Exception {
    return StoredZip.read(file, 1000, java.util.regex.Pattern.compile(".*"));
  }

  static ZipEntry stored(String name, byte[] bytes) {
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    return entry;
  }

  static int directory(byte[] zip) {
    return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
  }

  void library(UnaryOperator<ModelProto> change, String message) throws Exception {
    byte[] good = bytes(content(model), "model.pb");
    raw(change.apply(ModelProto.parseFrom(good)).toByteArray(), message);
  }

  void machine(UnaryOperator<SVMModelProto> change) throws Exception {
    library(
        good -> {
          try {
            LibSVMAnomalyModelProto data =
                good.getSerializedData().unpack(LibSVMAnomalyModelProto.class);
            LibSVMAnomalyModelProto changed =
                data.toBuilder().setModel(change.apply(data.getModel())).build();
            return good.toBuilder().setSerializedData(Any.pack(changed)).build();
          } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
          }
        },
        "model.pb");
  }

  void raw(byte[] library, String message) throws Exception {
    Map<String, byte[]> content = content(model);
    content.put("model.pb", library);
    refused(signed(content, maker.keys()), message);
  }

  void card(String json, String message) throws Exception {
    Map<String, byte[]> content = content(model);
    content.put("card.json", json.getBytes(StandardCharsets.UTF_8));
    refused(signed(content, maker.keys()), message);
  }

  /** The same numbers with another first value in one array. */
  static byte[] first(byte[] numbers, String name, double value) {
    byte[] changed = numbers.clone();
    String text = new String(numbers, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("\0\0\0" + (char) name.length() + name) + 4 + name.length() + 4;
    if (at + Double.BYTES <= changed.length) {
      ByteBuffer.wrap(changed).putDouble(at, value);
    }
    return changed;
  }

  void refused(byte[] bytes, String message) throws Exception {
    Files.write(file, bytes);
    refused(message);
  }

  void refused(String message) throws Exception {
    String before = listing();
    assertThatThrownBy(() -> registry.take("pump", file, fit -> {}, ANNA))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message);
    assertThat(listing()).isEqualTo(before);
  }

  void takenOrRefused(byte[] bytes) throws Exception {
    Files.write(file, bytes);
    try {
      assertThat(registry.take("pump", file, fit -> {}, ANNA).model()).isEqualTo(model);
    } catch (ModelException e) {
      assertThat(e).hasMessageContaining("brought.model: ");
    }
  }

  String listing() throws Exception {
    try (var all = Files.walk(folder.resolve("ours"))) {
      return all.filter(Files::isRegularFile)
              .map(String::valueOf)
              .filter(name -> !name.endsWith(".lock"))
              .sorted()
              .toList()
              .toString()
          + registry.list("pump");
    }
  }

  static String text(Map<String, byte[]> entries, String name) {
    return new String(bytes(entries, name), StandardCharsets.UTF_8);
  }

  static byte[] bytes(Map<String, byte[]> entries, String name) {
    byte[] bytes = entries.get(name);
    assertThat(bytes).as(name).isNotNull();
    return bytes == null ? new byte[0] : bytes;
  }
}
