package io.sluice.gateway.config.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.config.Snapshot;
import io.sluice.gateway.config.UserFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What editors, tools and people do to files, on a virtual clock and a real disk. */
class FileWatchTest {
  private static final Duration LONG = Duration.ofSeconds(12);

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  private final List<Snapshot> told = new ArrayList<>();
  private final Path config;
  private final Path routes;
  private final UserFiles files;

  FileWatchTest(@TempDir Path folder) throws IOException {
    config = Files.createDirectories(folder.resolve("config"));
    routes = Files.createDirectories(folder.resolve("routes"));
    Files.createDirectories(config.resolve("tags"));
    files = new UserFiles(config, routes, Set.of("gateway.yaml", "assets.yaml"));
    save(config.resolve("assets.yaml"), "assets: {}\n");
    save(routes.resolve("a.camel.yaml"), "- route: {}\n");
  }

  @BeforeEach
  void watch() {
    FileWatch watch = new FileWatch(files, clock, clock.loop("watch"), files.read(), told::add);
    watch.start();
    run(Duration.ofSeconds(2));
    assertThat(told).isEmpty();
  }

  @Test
  void aSaveIsToldOnceWithWhatWasSaved() throws IOException {
    save(config.resolve("assets.yaml"), "assets: {a: {}}\n");
    run(Duration.ofMillis(1_100));
    assertThat(told).hasSize(1);
    assertThat(text("config/assets.yaml")).isEqualTo("assets: {a: {}}\n");
    run(LONG);
    assertThat(told).hasSize(1);
  }

  @Test
  void aNewTagListAndAFileThatIsGoneAreTold() throws IOException {
    save(config.resolve("tags/plc.csv"), "tag,group\n");
    run(Duration.ofSeconds(2));
    assertThat(text("config/tags/plc.csv")).isEqualTo("tag,group\n");
    Files.delete(config.resolve("tags/plc.csv"));
    run(Duration.ofSeconds(2));
    assertThat(told).hasSize(2);
    assertThat(told.get(1).files()).doesNotContainKey("config/tags/plc.csv");
  }

  @Test
  void aTouchWithoutAChangeIsNotTold() throws IOException {
    Files.setLastModifiedTime(
        config.resolve("assets.yaml"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    save(config.resolve("assets.yaml"), "assets: {}\n");
    run(LONG);
    assertThat(told).isEmpty();
  }

  @Test
  void whatEditorsLeaveBesideIsNotRead() throws IOException {
    for (String name : List.of(".assets.yaml.swp", "assets.yaml~", "#assets.yaml#", "4913")) {
      save(config.resolve(name), "half");
    }
    save(routes.resolve(".#a.camel.yaml"), "half");
    save(routes.resolve("~a.camel.yaml"), "half");
    save(routes.resolve("a.camel.yaml.bak"), "half");
    run(LONG);
    assertThat(told).isEmpty();
  }

  @Test
  void anEditorThatRenamesANewFileOverTheOldOneIsNoticed() throws IOException {
    Path file = config.resolve("assets.yaml");
    FileTime same = Files.getLastModifiedTime(file);
    Path fresh = config.resolve(".assets.yaml.tmp");
    save(fresh, "assets: []\n");
    Files.setLastModifiedTime(fresh, same);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    run(Duration.ofSeconds(2));
    assertThat(told).as("same size and time, another file").hasSize(1);
  }

  @Test
  void anEditThatSizeAndTimeDoNotShowIsFoundByReading() throws IOException {
    Path file = config.resolve("assets.yaml");
    FileTime same = Files.getLastModifiedTime(file);
    save(file, "assets: []\n");
    Files.setLastModifiedTime(file, same);
    run(Duration.ofSeconds(14));
    assertThat(told).hasSize(1);
  }

  @Test
  void aDirectoryMountedFromAConfigMapIsSwappedWhole() throws IOException {
    Path one = Files.createDirectories(routes.resolve("..2026_1"));
    save(one.resolve("b.camel.yaml"), "- one\n");
    Files.createSymbolicLink(routes.resolve("..data"), Path.of("..2026_1"));
    Files.createSymbolicLink(routes.resolve("b.camel.yaml"), Path.of("..data/b.camel.yaml"));
    run(Duration.ofSeconds(2));
    assertThat(text("routes/b.camel.yaml")).isEqualTo("- one\n");

    Path two = Files.createDirectories(routes.resolve("..2026_2"));
    save(two.resolve("b.camel.yaml"), "- two\n");
    Files.createSymbolicLink(routes.resolve("..data_tmp"), Path.of("..2026_2"));
    Files.move(
        routes.resolve("..data_tmp"),
        routes.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    run(Duration.ofSeconds(2));
    assertThat(told).hasSize(2);
    assertThat(text("routes/b.camel.yaml")).isEqualTo("- two\n");
  }

  @Test
  void aHalfWrittenFileIsWaitedForUntilItIsFinished() throws IOException {
    Path file = config.resolve("assets.yaml");
    save(file, "assets: {a: {path: x, ta");
    run(Duration.ofMillis(1_500));
    assertThat(told).as("it does not end with a line end").isEmpty();
    Files.writeString(file, "gs: a/*}}\n", StandardOpenOption.APPEND);
    run(Duration.ofSeconds(2));
    assertThat(told).hasSize(1);
    assertThat(text("config/assets.yaml")).isEqualTo("assets: {a: {path: x, tags: a/*}}\n");
  }

  @Test
  void aFileThatNeverGetsItsLineEndIsToldAllTheSame() throws IOException {
    save(config.resolve("assets.yaml"), "assets: {b: {}}");
    run(Duration.ofSeconds(4));
    assertThat(told).hasSize(1);
  }

  @Test
  void aDirectoryThatIsDeletedAndMadeAgainIsNotToldAsEmpty() throws IOException {
    Files.delete(routes.resolve("a.camel.yaml"));
    Files.delete(routes);
    run(Duration.ofMillis(1_500));
    Files.createDirectories(routes);
    run(Duration.ofMillis(1_200));
    save(routes.resolve("a.camel.yaml"), "- route: {}\n");
    run(LONG);
    assertThat(told).isEmpty();
  }

  @Test
  void aDirectoryThatStaysAwayIsTold() throws IOException {
    Files.delete(routes.resolve("a.camel.yaml"));
    Files.delete(routes);
    run(Duration.ofSeconds(4));
    assertThat(told).hasSize(1);
  }

  @Test
  void aHundredSavesASecondAreToldOnceWhenTheyAreOver() throws IOException {
    for (int i = 0; i < 500; i++) {
      save(config.resolve("assets.yaml"), "assets: {a: " + i + "}\n");
      run(Duration.ofMillis(10));
    }
    assertThat(told).isEmpty();
    run(Duration.ofSeconds(2));
    assertThat(told).hasSize(1);
    assertThat(text("config/assets.yaml")).isEqualTo("assets: {a: 499}\n");
  }

  @Test
  void severalFilesSavedOneAfterTheOtherAreToldTogether() throws IOException {
    save(config.resolve("assets.yaml"), "assets: {a: {}}\n");
    run(Duration.ofMillis(200));
    save(routes.resolve("a.camel.yaml"), "- route: {id: a}\n");
    run(Duration.ofMillis(200));
    save(config.resolve("tags/plc.csv"), "tag\n");
    run(Duration.ofSeconds(2));
    assertThat(told).hasSize(1);
    assertThat(told.get(0).files()).hasSize(3);
  }

  @Test
  void aClockThatStepsBackIsNoEdit() throws IOException {
    for (String name : List.of("1970-01-02T00:00:00Z", "2099-01-01T00:00:00Z")) {
      Files.setLastModifiedTime(config.resolve("assets.yaml"), FileTime.from(Instant.parse(name)));
      run(LONG);
    }
    assertThat(told).isEmpty();
    save(config.resolve("assets.yaml"), "assets: {a: {}}\n");
    Files.setLastModifiedTime(config.resolve("assets.yaml"), FileTime.fromMillis(0));
    run(Duration.ofSeconds(2));
    assertThat(told).as("older than what ran, and different").hasSize(1);
  }

  @Test
  void aFileThatCannotBeReadAnyMoreIsTold() throws IOException {
    Files.delete(config.resolve("assets.yaml"));
    Files.createSymbolicLink(config.resolve("assets.yaml"), Path.of("/etc/hostname"));
    run(Duration.ofSeconds(4));
    assertThat(told).hasSize(1);
    assertThat(told.get(0).files()).as("a link that leads out is not read").hasSize(1);
  }

  private String text(String name) {
    byte[] bytes = told.get(told.size() - 1).files().get(name);
    return bytes == null ? "nothing" : new String(bytes, StandardCharsets.UTF_8);
  }

  private void run(Duration time) {
    clock.advance(time);
  }

  private static void save(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }
}
