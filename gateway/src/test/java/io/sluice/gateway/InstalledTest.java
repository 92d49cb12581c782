package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.TrainingException;
import io.sluice.analytics.models.StoredModel;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.fakes.Shipped;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's files against what is really installed, and training without a plant. */
class InstalledTest {
  private final Path folder;

  InstalledTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    copy(Shipped.config(), folder.resolve("config"));
    copy(Shipped.routes(), folder.resolve("routes"));
  }

  @Test
  void theShippedFilesHaveNoProblemNotEvenAWarning() {
    assertThat(load().problems()).isEmpty();
  }

  @Test
  void anInterlockOnAnUnknownTagIsToldAtItsPlaceWithASuggestion() throws IOException {
    replace("setpoints.yaml", "pump_1.state == 3 && exch", "pump_1.stat == 3 && exch");
    Problem problem = only();
    assertThat(problem.message()).startsWith("interlock column ").contains("stat");
    assertThat(problem.suggestion()).isEqualTo("pump_1.state");
    assertThat(problem.at().column()).isGreaterThan(4);
  }

  @Test
  void anInterlockThatIsNoConditionIsTold() throws IOException {
    replace(
        "setpoints.yaml", "pump_1.state == 3 && exchanger_1.pressure < 6.0", "pump_1.state + 1");
    assertThat(only().message()).startsWith("interlock column ");
  }

  @Test
  void aClampBeyondTheTagsRangeIsToldAtTheClamp() throws IOException {
    replace("setpoints.yaml", "high: 1750 rpm", "high: 9000 rpm");
    Problem problem = only();
    assertThat(problem.message()).startsWith("high is 9000 rpm");
    assertThat(problem.at().line()).isEqualTo(line("setpoints.yaml", "9000 rpm"));
  }

  @Test
  void aLimitInAnotherUnitThanTheTagsIsTold() throws IOException {
    replace("setpoints.yaml", "max-step: 100 rpm", "max-step: 100 bar");
    assertThat(load().problems()).isNotEmpty().allMatch(one -> one.message().contains("bar"));
  }

  @Test
  void aDetectorIsTrainedFromAFileAndSavedAsTheNextVersion() throws Exception {
    Configuration configuration = configuration();
    ModelTrainer trainer =
        new ModelTrainer(configuration, folder.resolve("data"), new SystemClock());
    Path history = history(configuration, 400);
    StoredModel first = trainer.train("exchanger-1-health", history);
    StoredModel second = trainer.train("exchanger-1-health", history);
    assertThat(first.version()).isEqualTo(1);
    assertThat(second.version()).isEqualTo(2);
    assertThat(first.model().data().rows()).isEqualTo(400);
    assertThat(folder.resolve("data/models/exchanger-1-health/v0002.model")).exists();
  }

  @Test
  void aDetectorThatIsNotThereCannotBeTrained() {
    assertThatThrownBy(
            () ->
                new ModelTrainer(configuration(), folder.resolve("data"), new SystemClock())
                    .train("exchanger", folder.resolve("x.csv")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("there is no detector exchanger; there are ")
        .hasMessageContaining("exchanger-1-health");
  }

  private Problem only() {
    Loaded loaded = load();
    assertThat(loaded).isInstanceOf(Loaded.Refused.class);
    assertThat(loaded.problems()).hasSize(1);
    return loaded.problems().get(0);
  }

  private Configuration configuration() {
    return ((Loaded.Checked) load()).configuration();
  }

  private Loaded load() {
    VirtualClock clock = new VirtualClock(Instant.EPOCH);
    return Installed.configFiles(Surroundings.of(clock, clock), Secrets.none())
        .load(folder.resolve("config"), folder.resolve("routes"));
  }

  private void replace(String name, String from, String to) throws IOException {
    Path file = folder.resolve("config").resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private int line(String name, String part) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("config").resolve(name));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i + 1;
      }
    }
    throw new AssertionError(part);
  }

  private Path history(Configuration configuration, int rows) throws IOException {
    List<String> tags =
        configuration.tagsOfAsset("exchanger-1").stream().map(tag -> tag.name()).toList();
    StringBuilder csv = new StringBuilder("time," + String.join(",", tags) + "\n");
    Random random = new Random(3);
    Instant time = Instant.parse("2026-11-20T08:00:00Z");
    for (int row = 0; row < rows; row++) {
      csv.append(time.plusMillis(100L * row));
      for (int i = 0; i < tags.size(); i++) {
        csv.append(String.format(Locale.ROOT, ",%.4f", 10 * (i + 1) + random.nextGaussian()));
      }
      csv.append('\n');
    }
    return Files.writeString(folder.resolve("history.csv"), csv);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
