package io.sluice.analytics.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who wrote a model file is certain before anything else of it counts. */
class HostilePackageTest extends HostileModels {
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
}
