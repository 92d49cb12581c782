package io.sluice.analytics.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.sluice.analytics.Column;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.detectors.Defaults;
import io.sluice.analytics.plant.PumpRows;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.anomaly.libsvm.protos.LibSVMAnomalyModelProto;
import org.tribuo.common.libsvm.protos.SVMModelProto;
import org.tribuo.protos.core.ModelProto;

/**
 * Model files from outside that mean harm or are wrong: each is refused with its reason, and the
 * store is as it was. Those that a stranger can make are signed by a stranger or not at all; those
 * that get further are signed by a maker who is trusted here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePackageTest {
  private static final Deed ANNA = new Deed("Anna", "brought it");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private TrainedModel model;
  private Path folder;
  private ModelStore maker;
  private ModelRegistry registry;
  private Path file;
  private Instant now = NOW;

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

  @Test
  void aGoodFileOfATrustedMakerIsTakenAsACandidate() throws Exception {
    Files.write(file, pack(7, model));
    StoredModel taken = registry.take("pump", file, fit -> {}, ANNA);
    assertThat(taken.model()).isEqualTo(model);
    assertThat(registry.list("pump"))
        .extracting(ModelVersion::state)
        .containsExactly(ModelState.CANDIDATE);
    assertThat(taken.summary().making().how()).isEqualTo(Making.How.IMPORTED);
    assertThat(taken.summary().signature().counter()).isEqualTo(7);
    assertThat(registry.load("pump", 1).model()).isEqualTo(model);
  }

  @Test
  @Tag("attack-65")
  void anUnsignedFileIsRefused() throws Exception {
    refused(
        Files.readAllBytes(Path.of("src/test/resources/models/format-1/pca.model")),
        "is no signed model file");
    Map<String, byte[]> entries = entries(pack(1, model));
    entries.remove("signature.bin");
    refused(StoredZip.write(entries), "is not signed");
    entries.put("signature.bin", new byte[0]);
    refused(StoredZip.write(entries), "signature of 0 bytes");
  }

  @Test
  @Tag("attack-65")
  void aFileSignedByAStrangerIsRefusedAndItsKeyNamed() throws Exception {
    ModelKeys stranger = new ModelStore(folder.resolve("stranger")).keys();
    refused(
        signed(content(model), stranger),
        "key that is not trusted here: ed25519 " + stranger.own("stranger").key());
  }

  @Test
  @Tag("attack-65")
  void aKeyThatEndedLetsNothingMoreInAndWhatIsInServesOn() throws Exception {
    TrustedKey own = maker.keys().own("maker");
    registry.keys().trust(new TrustedKey("maker", own.key(), NOW));
    now = NOW.minusSeconds(1);
    Files.write(file, pack(1, model));
    registry.take("pump", file, fit -> {}, ANNA);
    now = NOW;
    refused(pack(2, model), "whose key ended on 2026-11-20T12:00:00Z");
    assertThatCode(() -> registry.load("pump", 1)).doesNotThrowAnyException();
  }

  @Test
  @Tag("attack-65")
  void aKeyThatIsTrustedNoMoreTakesItsModelsWithIt() throws Exception {
    Files.write(file, pack(1, model));
    registry.take("pump", file, fit -> {}, ANNA);
    registry.keys().distrust("maker");
    assertThatThrownBy(() -> registry.load("pump", 1)).hasMessageContaining("is not trusted here");
  }

  @Test
  @Tag("attack-65")
  void aReplayedOlderVersionIsRefusedAndStaysAvailableToARollback() throws Exception {
    byte[] older = pack(3, model);
    byte[] newer = pack(4, model);
    Files.write(file, older);
    registry.take("pump", file, fit -> {}, ANNA);
    Files.write(file, newer);
    registry.take("pump", file, fit -> {}, ANNA);
    registry.promote("pump", 1, ANNA);
    registry.adopt("pump", 2, ANNA);
    refused(pack(3, model.withProvenance("another")), "version 3 of its maker");
    refused(pack(2, model), "version 2 of its maker, of whom version 4 was here before");
    refused(older, "it is here already as v1");
    assertThat(registry.rollback("pump", 1, ANNA).state()).isEqualTo(ModelState.CHAMPION);
  }

  @Test
  @Tag("attack-65")
  void aRightSignatureOverAnotherFileIsRefused() throws Exception {
    Map<String, byte[]> one = entries(pack(1, model));
    Map<String, byte[]> two = entries(pack(2, model.withProvenance("another")));
    one.put("signature.bin", bytes(two, "signature.bin"));
    refused(StoredZip.write(one), "its signature belongs to another file");
    Map<String, byte[]> three = entries(pack(3, model));
    three.put("card.json", bytes(two, "card.json"));
    refused(StoredZip.write(three), "card.json is not what was signed");
    Map<String, byte[]> four = entries(pack(3, model));
    four.put("modes/00/card.json", new byte[0]);
    refused(StoredZip.write(four), "were signed");
    four.remove("modes/00/card.json");
    four.remove("model.pb");
    refused(StoredZip.write(four), "were signed");
  }

  @Test
  @Tag("attack-65")
  void noFlippedByteOfASignedFileIsTaken() throws Exception {
    byte[] good = pack(1, model);
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      takenOrRefused(bad);
      takenOrRefused(Arrays.copyOf(good, random.nextInt(good.length)));
    }
  }

  @Test
  @Tag("attack-65")
  void aModelOfAnotherDetectorIsRefused() throws Exception {
    ModelManifest of = new ModelManifest("fan", 1, Map.of());
    refused(ModelPackage.write(of, model, this::card, maker.keys()), "is a model of fan");
  }

  @Test
  @Tag("attack-66")
  void aNameThatLeadsOutOfTheFolderIsRefused() throws Exception {
    for (String name :
        List.of(
            "../../../etc/cron.d/x",
            "/etc/passwd",
            "C:\\x",
            "modes/../../x",
            "modes/00/../card.json",
            "modes/00/",
            "Evil.class",
            "a\u001b[2J",
            "card.json\0",
            "CARD.JSON")) {
      refused(with(name, new byte[1]), "has an entry that has no place in a model file");
    }
    assertThat(folder.resolve("ours")).isDirectoryNotContaining("regex:.*x");
  }

  @Test
  @Tag("attack-66")
  void aLinkIsRefusedWhereverItPoints() throws Exception {
    byte[] bytes = pack(1, model);
    int central = directory(bytes);
    // The upper half of the external attributes holds the mode of Unix: a symbolic link.
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(central + 38, 0120777 << 16);
    refused(bytes, "is a link or has other attributes");
  }

  @Test
  @Tag("attack-66")
  void whatIsPackedIsRefusedUnpacked() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(stored("manifest.txt", new byte[4]));
      zip.write(new byte[4]);
      zip.putNextEntry(new ZipEntry("numbers.bin"));
      zip.write(new byte[200 << 20]);
    }
    assertThat(bytes.size()).isLessThan(1 << 20);
    refused(bytes.toByteArray(), "is packed; in a model file all are stored");
  }

  @Test
  @Tag("attack-66")
  void entriesThatShareTheirBytesAreRefused() throws Exception {
    byte[] bytes = pack(1, model);
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int second = directory(bytes) + 46 + "manifest.txt".length();
    all.putInt(second + 42, 0);
    refused(bytes, "is out of the ordinary");
  }

  @Test
  @Tag("attack-66")
  void aHundredThousandEntriesAreRefusedUncounted() throws Exception {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("manifest.txt", new byte[1]);
    for (int i = 0; i < 100_000; i++) {
      entries.put("modes/" + i + "/card.json", new byte[0]);
    }
    refused(StoredZip.write(entries), "entries, allowed are 197");
    Map<String, byte[]> fewer = new LinkedHashMap<>(entries);
    fewer.keySet().removeIf(name -> name.length() > 19);
    refused(StoredZip.write(fewer), "entries, allowed are");
  }

  @Test
  @Tag("attack-66")
  void anEntryThatIsThereTwiceIsRefused() throws Exception {
    Map<String, byte[]> entries = entries(pack(1, model));
    entries.put("modes/00/card.json", new byte[1]);
    entries.put("modes/01/card.json", new byte[1]);
    byte[] doubled =
        new String(StoredZip.write(entries), StandardCharsets.ISO_8859_1)
            .replace("modes/01/card.json", "modes/00/card.json")
            .getBytes(StandardCharsets.ISO_8859_1);
    refused(doubled, "has the entry modes/00/card.json twice");
  }

  @Test
  @Tag("attack-66")
  void aFileOfTooManyBytesIsRefusedUnread() throws Exception {
    try (var channel =
        Files.newByteChannel(
            file,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.WRITE)) {
      channel.position(ModelStore.MAX_BYTES);
      channel.write(ByteBuffer.allocate(1));
    }
    refused("is larger than 67108864 bytes");
    file = folder;
    refused("is not a file");
    file = folder.resolve("nowhere");
    refused("is not there");
  }

  @Test
  @Tag("attack-66")
  void aManifestThatIsNoneIsRefused() throws Exception {
    for (String manifest :
        List.of(
            "",
            "sluice model 2\n",
            "sluice model 2\ndetector ../x\nversion 1\ncard.json " + "0".repeat(64) + "\n",
            "sluice model 2\ndetector pump\nversion 0\ncard.json " + "0".repeat(64) + "\n",
            "sluice model 2\ndetector pump\nversion 1\n" + "a".repeat(70_000))) {
      byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
      refused(
          StoredZip.write(ordered(bytes, maker.keys().sign(bytes), content(model))),
          "has a manifest");
    }
    byte[] newer =
        ("sluice model 3\ndetector pump\nversion 1\ncard.json " + "0".repeat(64) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    refused(
        StoredZip.write(ordered(newer, maker.keys().sign(newer), content(model))),
        "has format 3, this version reads formats 1 and 2");
  }

  @Test
  @Tag("attack-67")
  void aMessageThatNamesAnotherClassIsRefusedBeforeItIsLoaded() throws Exception {
    for (String name :
        List.of(
            "javax.script.ScriptEngineManager",
            "java.lang.Runtime",
            "org.tribuo.ensemble.WeightedEnsembleModel",
            HostilePackageTest.class.getName())) {
      library(
          good -> good.toBuilder().setClassName(name).build(),
          "names a class that has no place there: " + name);
    }
  }

  @Test
  @Tag("attack-67")
  void aJavaObjectInsideIsNeverRead() throws Exception {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(object)) {
      out.writeObject(new ArrayList<>(List.of("a Java object")));
    }
    library(
        good ->
            good.toBuilder()
                .setClassName("org.tribuo.classification.liblinear.LibLinearClassificationModel")
                .setSerializedData(
                    Any.newBuilder()
                        .setTypeUrl("type.googleapis.com/tribuo.common.liblinear.LibLinearModel")
                        .setValue(ByteString.copyFrom(object.toByteArray())))
                .build(),
        "has no place there");
    byte[] raw = object.toByteArray();
    raw(raw, "model.pb");
  }

  @Test
  @Tag("attack-67")
  void aLengthOfTwoGigabytesTakesNoMemory() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeTag(2, 2);
    out.writeUInt32NoTag(Integer.MAX_VALUE);
    out.flush();
    raw(bytes.toByteArray(), "model.pb is damaged");
    machine(svm -> svm.toBuilder().setSvCoefLengths(0, Integer.MAX_VALUE).build());
    machine(svm -> svm.toBuilder().setL(Integer.MAX_VALUE).build());
  }

  @Test
  @Tag("attack-67")
  void aMessageInAMessageTenThousandDeepIsRefused() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (int i = 0; i < 10_000; i++) {
      out.writeTag(77, 3);
    }
    for (int i = 0; i < 10_000; i++) {
      out.writeTag(77, 4);
    }
    out.flush();
    raw(bytes.toByteArray(), "model.pb is damaged");
  }

  @Test
  @Tag("attack-67")
  void aCardThatIsDeepLongOrNoneIsRefused() throws Exception {
    card("[".repeat(100_000), "card.json is not a model card");
    card("{\"kind\":".repeat(50_000), "card.json is not a model card");
    card("{\"kind\":\"" + "a".repeat(2_000_000) + "\"}", "card.json is not a model card");
    card("{}", "card.json is not a model card");
    String good = text(content(model), "card.json");
    card(good.replace("\"kind\" : \"one", "\"@class\" : \"x.Y\", \"kind\" : \"one"), "card.json");
    card(good.replaceFirst("\"PROCESS\"", "\"MAGIC\""), "card.json is not a model card");
    card(good.replaceFirst("\"offLevel\" : [0-9.]+", "\"offLevel\" : 7"), "off level is 7.0");
    card(good.replaceFirst("\"threshold\" : [0-9.]+", "\"threshold\" : -1"), "threshold is -1.0");
    card(good.replaceFirst("\"threshold\" : [0-9.]+", "\"threshold\" : \"NaN\""), "threshold");
    card(good.replaceFirst("\"unit\" : \"rpm\"", "\"unit\" : null"), "is damaged");
    card(good.replaceFirst("\"span\" : \"[^\"]*\"", "\"span\" : \"long\""), "is damaged");
    card(good.replaceFirst("one-class-svm", "no-such-kind"), "is of kind no-such-kind");
  }

  @Test
  @Tag("attack-68")
  void weightsThatAreNoNumbersAreRefused() throws Exception {
    for (String name : model.numbers().names()) {
      Map<String, byte[]> content = content(model);
      content.put("numbers.bin", first(bytes(content, "numbers.bin"), name, Double.NaN));
      if (model.numbers().get(name).length > 0) {
        refused(signed(content, maker.keys()), "hold NaN");
      }
    }
    machine(svm -> svm.toBuilder().setSvCoef(0, Double.NaN).build());
    machine(svm -> svm.toBuilder().setRho(0, Double.NaN).build());
    machine(
        svm ->
            svm.toBuilder()
                .setSV(0, svm.getSV(0).toBuilder().setValue(0, Double.POSITIVE_INFINITY))
                .build());
  }

  @Test
  @Tag("attack-68")
  void aMachineWithoutSupportVectorsIsRefused() throws Exception {
    machine(
        svm ->
            svm.toBuilder()
                .setL(0)
                .clearSV()
                .clearSvCoef()
                .clearSvIndices()
                .setSvCoefLengths(0, 0)
                .build());
  }

  @Test
  @Tag("attack-68")
  void aMachineForOtherFeaturesIsRefused() throws Exception {
    Map<String, byte[]> content = content(model);
    String pb = new String(bytes(content, "model.pb"), StandardCharsets.ISO_8859_1);
    content.put("model.pb", pb.replace("f0003", "g0003").getBytes(StandardCharsets.ISO_8859_1));
    refused(signed(content, maker.keys()), "model.pb has no feature f0003");
    DetectorKind<?> kind = DetectorKind.named("one-class-svm").orElseThrow();
    TrainedModel fewer = kind.trainWith(few(), Defaults.of(kind.options()), Goal.USUAL);
    content.put("model.pb", bytes(content(fewer), "model.pb"));
    refused(signed(content, maker.keys()), "features, not");
  }

  @Test
  @Tag("attack-68")
  void renamedTagsAreRefusedWithTheDifference() throws Exception {
    List<Column> live = new ArrayList<>(model.columns());
    live.set(1, Column.process("pump/flow-2", "l/min"));
    Files.write(file, pack(1, model));
    assertThatThrownBy(() -> registry.take("pump", file, m -> m.requireColumns(live), ANNA))
        .hasMessageContaining("pump/flow was in training and is missing now")
        .hasMessageContaining("pump/flow-2 is new since training");
    assertThat(registry.list("pump")).isEmpty();
  }

  private static io.sluice.analytics.TrainingRows few() {
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

  private byte[] pack(int version, TrainedModel packed) throws ModelException {
    ModelManifest of = new ModelManifest("pump", version, Map.of());
    return ModelPackage.write(of, packed, this::card, maker.keys());
  }

  private ModelCard card(TrainedModel of, @org.jspecify.annotations.Nullable String mode) {
    return ModelCard.of(of, mode, Making.trained("test"), "test");
  }

  private Map<String, byte[]> content(TrainedModel of) throws Exception {
    Map<String, byte[]> entries = new TreeMap<>(entries(pack(1, of)));
    entries.remove("manifest.txt");
    entries.remove("signature.bin");
    return entries;
  }

  private static byte[] signed(Map<String, byte[]> content, ModelKeys keys) throws Exception {
    byte[] manifest = ModelManifest.of("pump", 9, content).bytes();
    return StoredZip.write(ordered(manifest, keys.sign(manifest), content));
  }

  private static Map<String, byte[]> ordered(
      byte[] manifest, byte[] signature, Map<String, byte[]> content) {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("manifest.txt", manifest);
    all.put("signature.bin", signature);
    all.putAll(content);
    return all;
  }

  private byte[] with(String name, byte[] bytes) throws Exception {
    Map<String, byte[]> entries = entries(pack(1, model));
    entries.put(name, bytes);
    return StoredZip.write(entries);
  }

  private static Map<String, byte[]> entries(byte[] file) throws Exception {
    return StoredZip.read(file, 1000, java.util.regex.Pattern.compile(".*"));
  }

  private static ZipEntry stored(String name, byte[] bytes) {
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    return entry;
  }

  private static int directory(byte[] zip) {
    return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
  }

  private void library(UnaryOperator<ModelProto> change, String message) throws Exception {
    byte[] good = bytes(content(model), "model.pb");
    raw(change.apply(ModelProto.parseFrom(good)).toByteArray(), message);
  }

  private void machine(UnaryOperator<SVMModelProto> change) throws Exception {
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

  private void raw(byte[] library, String message) throws Exception {
    Map<String, byte[]> content = content(model);
    content.put("model.pb", library);
    refused(signed(content, maker.keys()), message);
  }

  private void card(String json, String message) throws Exception {
    Map<String, byte[]> content = content(model);
    content.put("card.json", json.getBytes(StandardCharsets.UTF_8));
    refused(signed(content, maker.keys()), message);
  }

  /** The same numbers with another first value in one array. */
  private static byte[] first(byte[] numbers, String name, double value) {
    byte[] changed = numbers.clone();
    String text = new String(numbers, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("\0\0\0" + (char) name.length() + name) + 4 + name.length() + 4;
    if (at + Double.BYTES <= changed.length) {
      ByteBuffer.wrap(changed).putDouble(at, value);
    }
    return changed;
  }

  private void refused(byte[] bytes, String message) throws Exception {
    Files.write(file, bytes);
    refused(message);
  }

  private void refused(String message) throws Exception {
    String before = listing();
    assertThatThrownBy(() -> registry.take("pump", file, fit -> {}, ANNA))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message);
    assertThat(listing()).isEqualTo(before);
  }

  private void takenOrRefused(byte[] bytes) throws Exception {
    Files.write(file, bytes);
    try {
      assertThat(registry.take("pump", file, fit -> {}, ANNA).model()).isEqualTo(model);
    } catch (ModelException e) {
      assertThat(e).hasMessageContaining("brought.model: ");
    }
  }

  private String listing() throws Exception {
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

  private static String text(Map<String, byte[]> entries, String name) {
    return new String(bytes(entries, name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Map<String, byte[]> entries, String name) {
    byte[] bytes = entries.get(name);
    assertThat(bytes).as(name).isNotNull();
    return bytes == null ? new byte[0] : bytes;
  }
}
