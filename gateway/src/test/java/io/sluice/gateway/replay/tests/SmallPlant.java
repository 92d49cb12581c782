package io.sluice.gateway.replay.tests;

import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.ProblemPrinter;
import io.sluice.gateway.options.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** A small plant's files in a folder of their own, with a history of its normal operation. */
final class SmallPlant {
  static final Path RESOURCES = Path.of("src/test/resources/route-tests");

  /** A clock that stands still, so that what is printed is always the same. */
  static final VirtualClock STILL = new VirtualClock(Instant.EPOCH);

  final Path folder;
  final Configuration configuration;

  SmallPlant(Path folder) throws IOException {
    this.folder = folder;
    Path plant = RESOURCES.resolve("plant");
    try (Stream<Path> files = Files.walk(plant)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(plant.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Files.writeString(folder.resolve("routes/normal.csv"), history());
    Loaded loaded =
        Installed.configFiles(world(), Secrets.none())
            .load(folder.resolve("config"), folder.resolve("routes"));
    if (!(loaded instanceof Loaded.Checked checked)) {
      throw new AssertionError(loaded.problems());
    }
    configuration = checked.configuration();
  }

  static Surroundings world() {
    return Surroundings.of(STILL, STILL);
  }

  /** Puts a test file beside the routes. */
  Path testFile(String name, String text) throws IOException {
    return Files.writeString(folder.resolve("routes").resolve(name), text);
  }

  TestFiles.Read read(String resource) throws IOException {
    Path file = testFile(resource, Files.readString(RESOURCES.resolve(resource)));
    return TestFiles.read(List.of(file), configuration);
  }

  RouteTests.Played play(List<PlacedTest> tests) throws IOException {
    return new RouteTests(configuration, world(), null, STILL).play(tests, outcome -> {});
  }

  /** What is printed, with paths as from the folder. */
  String printed(RouteTests.Played played) {
    TestPrinter printer = new TestPrinter(new ProblemPrinter(false));
    StringBuilder text = new StringBuilder();
    played.outcomes().forEach(outcome -> text.append(printer.text(outcome)));
    return text.append(printer.text(played)).toString().replace(folder + "/", "");
  }

  String printed(List<Problem> problems) {
    ProblemPrinter printer = new ProblemPrinter(false);
    StringBuilder text = new StringBuilder();
    problems.forEach(problem -> text.append(printer.text(problem)));
    return text.toString().replace(folder + "/", "");
  }

  /** Two minutes in which an operator moves the speed now and then. */
  private static String history() {
    Random random = new Random(7);
    StringBuilder rows =
        new StringBuilder("time,pump-1/speed,pump-1/flow,pump-1/current,pump-1/speed-sp\n");
    double wanted = 1450;
    double speed = 1450;
    for (int row = 0; row < 3_000; row++) {
      if (row % 110 == 0) {
        wanted = 1250 + random.nextInt(6) * 50;
      }
      speed += Math.max(-40, Math.min(40, wanted - speed));
      rows.append(
          String.format(
              Locale.ROOT,
              "%s,%.3f,%.3f,%.4f,%.1f%n",
              Instant.EPOCH.plusMillis(100L * row),
              speed + random.nextGaussian(),
              speed * 0.14 + 0.5 * random.nextGaussian(),
              speed * 0.005 + 0.05 * random.nextGaussian(),
              wanted));
    }
    return rows.toString();
  }
}
