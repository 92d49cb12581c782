package io.sluice.gateway.config.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.config.Snapshot;
import io.sluice.gateway.config.UserFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

  private final Path folder;
  private final Path data;
  private final Path config;
  private final Path routes;

  VersionsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.config = Files.createDirectories(folder.resolve("config"));
    this.routes = Files.createDirectories(folder.resolve("routes"));
  }

  @Test
  void whatIsKeptComesBackByteForByte() throws IOException {
    try (Versions versions = Versions.hold(data)) {
      Version kept = versions.keep(files("one"), note(Fate.CONFIRMED));
      assertThat(kept.number()).isEqualTo(1);
      Snapshot again = versions.files(1, config, routes);
      assertThat(again.hash()).isEqualTo(files("one").hash());
      assertThat(again.files().get("routes/a.camel.yaml")).isEqualTo(bytes("- one\n"));
      assertThat(versions.kept().versions()).containsExactly(kept);
    }
  }

  @Test
  void theLastGoodOneIsTheNewestThatWasConfirmed() throws IOException {
    try (Versions versions = Versions.hold(data)) {
      versions.keep(files("one"), note(Fate.CONFIRMED));
      versions.keep(files("two"), note(Fate.CONFIRMED));
      Version three = versions.keep(files("three"), note(Fate.TRYING));
      versions.settle(three.onTrial(NOW.plusSeconds(600)));
      versions.keep(files("four"), note(Fate.REFUSED));
      assertThat(versions.kept().lastGood().map(Version::number)).contains(2);
      assertThat(versions.kept().find(3).map(Version::confirmBy)).contains(NOW.plusSeconds(600));
      versions.settle(three.ended(Fate.CONFIRMED, "good"));
      assertThat(versions.kept().lastGood().map(Version::number)).contains(3);
      assertThat(versions.kept().goodBefore(3).map(Version::number)).contains(2);
    }
  }

  @Test
  void onlyItsOwnerCanLookIn() throws IOException {
    try (Versions versions = Versions.hold(data)) {
      versions.keep(files("one"), note(Fate.CONFIRMED));
    }
    try (Stream<Path> all = Files.walk(data.resolve("versions"))) {
      for (Path one : all.toList()) {
        if (!one.endsWith(".lock")) {
          String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(one));
          assertThat(mode).as(one.toString()).endsWith("------");
        }
      }
    }
  }

  @Test
  void secretsKeysAndOtherFilesAreNeverCopied() throws IOException {
    Files.createDirectories(config.resolve("secrets"));
    Files.createDirectories(config.resolve("pki"));
    Files.createDirectories(config.resolve("tags"));
    Files.writeString(config.resolve("secrets/broker"), "CANARY");
    Files.writeString(config.resolve("pki/own.key"), "CANARY");
    Files.writeString(config.resolve("control.token"), "CANARY");
    Files.writeString(config.resolve("notes.yaml"), "CANARY");
    Files.writeString(config.resolve("tags/notes.txt"), "CANARY");
    Files.writeString(routes.resolve("a.test.yaml"), "CANARY");
    Files.writeString(config.resolve("assets.yaml"), "assets: {}\n");
    Files.createSymbolicLink(config.resolve("gateway.yaml"), folder.resolve("outside"));
    Files.writeString(folder.resolve("outside"), "CANARY");
    UserFiles user = new UserFiles(config, routes, Set.of("assets.yaml", "gateway.yaml"));
    try (Versions versions = Versions.hold(data)) {
      versions.keep(user.read(), note(Fate.CONFIRMED));
    }
    try (Stream<Path> all = Files.walk(data)) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(one)).as(one.toString()).doesNotContain("CANARY");
      }
    }
  }

  @Test
  void twentyAreKeptAndTheLastGoodOneAlways() throws IOException {
    try (Versions versions = Versions.hold(data)) {
      versions.keep(files("good"), note(Fate.CONFIRMED));
      for (int i = 0; i < 22; i++) {
        versions.keep(files("no " + i), note(Fate.REVERTED));
      }
      assertThat(versions.kept().versions()).hasSize(Versions.MOST);
      assertThat(versions.kept().lastGood().map(Version::number)).contains(1);
      assertThat(versions.kept().newest().map(Version::number)).contains(23);
    }
  }

  @Test
  void refusedOnesDoNotPushTheGoodOnesOut() throws IOException {
    try (Versions versions = Versions.hold(data)) {
      for (int i = 0; i < 10; i++) {
        versions.keep(files("good " + i), note(Fate.CONFIRMED));
      }
      for (int i = 0; i < 12; i++) {
        Version tried = versions.keep(files("bad " + i), note(Fate.TRYING));
        versions.settle(tried.ended(Fate.REFUSED, "no"));
      }
      List<Version> kept = versions.kept().versions();
      assertThat(kept).filteredOn(one -> one.outcome() == Fate.CONFIRMED).hasSize(10);
      assertThat(kept).hasSizeLessThanOrEqualTo(10 + Versions.MOST_REFUSED + 1);
    }
  }

  @Test
  void manyBytesLetOldOnesGo() throws IOException {
    byte[] large = new byte[40 * 1024];
    long most = 200 * 1024;
    try (Versions versions = Versions.hold(data, most, step -> assertThat(step).isNotEmpty())) {
      for (int i = 0; i < 8; i++) {
        large[0] = (byte) i;
        Snapshot files = Snapshot.of(config, routes, Map.of("config/tags/plc.csv", large.clone()));
        versions.keep(files, note(Fate.CONFIRMED));
      }
      long bytes = versions.kept().versions().stream().mapToLong(Version::bytes).sum();
      assertThat(bytes).isLessThanOrEqualTo(most);
      assertThat(versions.kept().lastGood().map(Version::number)).contains(8);
    }
  }

  @Test
  void aTornVersionIsNamedAndNotUsed() throws IOException {
    try (Versions versions = Versions.hold(data)) {
      versions.keep(files("one"), note(Fate.CONFIRMED));
      versions.keep(files("two"), note(Fate.CONFIRMED));
    }
    Files.writeString(data.resolve("versions/0002/manifest.json"), "{\"version\": 2, \"ke");
    try (Versions versions = Versions.hold(data)) {
      assertThat(versions.kept().lastGood().map(Version::number)).contains(1);
      assertThat(versions.kept().torn())
          .containsExactly("version 0002 is not whole and is not used: manifest.json is damaged");
      assertThat(versions.keep(files("three"), note(Fate.CONFIRMED)).number()).isEqualTo(3);
    }
  }

  @Test
  void filesThatWereChangedBehindOurBackAreNotRun() throws IOException {
    try (Versions versions = Versions.hold(data)) {
      versions.keep(files("one"), note(Fate.CONFIRMED));
      Files.writeString(data.resolve("versions/0001/routes/a.camel.yaml"), "- other\n");
      assertThatThrownBy(() -> versions.files(1, config, routes))
          .hasMessage("version 1 is damaged: its files are not what was kept");
    }
  }

  @Test
  void aManifestThatNamesOtherFilesOpensNone() throws IOException {
    try (Versions versions = Versions.hold(data)) {
      versions.keep(files("one"), note(Fate.CONFIRMED));
      Path manifest = data.resolve("versions/0001/manifest.json");
      Files.writeString(
          manifest,
          Files.readString(manifest).replace("routes/a.camel.yaml", "config/../../../secret.yaml"));
      assertThat(versions.kept().versions()).isEmpty();
      assertThatThrownBy(() -> versions.files(1, config, routes)).hasMessageContaining("damaged");
    }
  }

  @Test
  void onlyOneGatewayKeeps() throws IOException {
    try (Versions versions = Versions.hold(data)) {
      assertThat(versions.kept().versions()).isEmpty();
      assertThatThrownBy(() -> Versions.hold(data)).hasMessageContaining("another gateway");
      assertThat(Versions.look(data).kept().versions()).isEmpty();
    }
    Versions.hold(data).close();
  }

  @Test
  void puttingFilesBackLosesNothingAndTouchesNothingElse() throws IOException {
    UserFiles user = new UserFiles(config, routes, Set.of("assets.yaml"));
    Path assets = config.resolve("assets.yaml");
    Files.writeString(assets, "assets: {edited: {}}\n");
    Files.setPosixFilePermissions(assets, PosixFilePermissions.fromString("rw-r-----"));
    Files.writeString(routes.resolve("b.camel.yaml"), "- new\n");
    Files.writeString(routes.resolve("b.test.yaml"), "a test");
    try (Versions versions = Versions.hold(data)) {
      Version one = versions.keep(files("one"), note(Fate.CONFIRMED));
      versions.putBack(one, files("one"), user, NOW);
      assertThat(user.read().hash()).isEqualTo(files("one").hash());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(assets)))
          .isEqualTo("rw-r-----");
      assertThat(routes.resolve("b.camel.yaml")).doesNotExist();
      assertThat(routes.resolve("b.test.yaml")).exists();
      Version aside = versions.kept().newest().orElseThrow();
      assertThat(aside.outcome()).isEqualTo(Fate.SET_ASIDE);
      assertThat(versions.files(aside.number(), config, routes).files().get("config/assets.yaml"))
          .isEqualTo(bytes("assets: {edited: {}}\n"));
      versions.putBack(aside, versions.files(aside.number(), config, routes), user, NOW);
      assertThat(versions.kept().versions()).as("known already").hasSize(2);
    }
  }

  /** Cuts at every operation on the disk in turn: what is found then is the old or the new. */
  @Test
  void theLastGoodOneSurvivesACutAtAnyMoment() throws IOException {
    int cuts = 0;
    boolean through = false;
    for (int step = 0; !through; step++) {
      Path place = folder.resolve("cut-" + step);
      through = livesUntil(step, place);
      cuts++;
      try (Versions versions = Versions.hold(place)) {
        Versions.Kept kept = versions.kept();
        assertThat(kept.torn()).as("cut %d", step).isEmpty();
        if (kept.lastGood().isPresent()) {
          int good = kept.lastGood().get().number();
          Snapshot files = versions.files(good, config, routes);
          assertThat(files.hash()).isEqualTo(files(good == 1 ? "one" : "two").hash());
        } else {
          assertThat(Files.exists(place.resolve("versions/0001"))).isFalse();
        }
        assertThat(leftovers(place)).as("swept after cut %d", step).isEmpty();
        assertThat(versions.keep(files("x"), note(Fate.CONFIRMED)).number()).isPositive();
      }
    }
    assertThat(cuts).isGreaterThan(30);
  }

  /** Keeps one good version, tries a second, confirms it; false where it was cut. */
  private boolean livesUntil(int step, Path place) throws IOException {
    int[] left = {step};
    DurableFiles.Steps cut =
        name -> {
          if (left[0]-- <= 0) {
            throw new IOException("cut before " + name);
          }
        };
    Versions versions = null;
    try {
      versions = Versions.hold(place, Versions.MOST_BYTES, cut);
      versions.keep(files("one"), note(Fate.CONFIRMED));
      Version two = versions.keep(files("two"), note(Fate.TRYING));
      two = versions.settle(two.onTrial(NOW.plusSeconds(60)));
      versions.settle(two.ended(Fate.CONFIRMED, "good"));
      return true;
    } catch (IOException power) {
      assertThat(power).hasMessageStartingWith("cut before");
      return false;
    } finally {
      if (versions != null) {
        versions.close();
      }
    }
  }

  private static List<String> leftovers(Path place) throws IOException {
    try (Stream<Path> all = Files.list(place.resolve("versions"))) {
      return all.map(one -> one.getFileName().toString())
          .filter(name -> name.startsWith(".") && !name.equals(".lock"))
          .toList();
    }
  }

  private Snapshot files(String text) {
    return Snapshot.of(
        config,
        routes,
        Map.of(
            "config/assets.yaml", bytes("assets: {}\n"),
            "config/tags/plc.csv", bytes("tag,group\n" + text + ",fast\n"),
            "routes/a.camel.yaml", bytes("- " + text + "\n")));
  }

  private static Versions.Note note(Fate outcome) {
    return new Versions.Note(NOW, VersionCause.SAVE, "", outcome, "changes");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
