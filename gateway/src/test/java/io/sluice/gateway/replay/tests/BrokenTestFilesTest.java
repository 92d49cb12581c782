package io.sluice.gateway.replay.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Slips in test files, and what is printed for each: the file, a line {@code =}, the output. After
 * a wanted change run with {@code -Dgolden.update=true} and read the difference.
 */
class BrokenTestFilesTest {
  private final SmallPlant plant;

  BrokenTestFilesTest(@TempDir Path folder) throws IOException {
    this.plant = new SmallPlant(folder);
  }

  @TestFactory
  List<DynamicTest> eachSlipIsToldAtItsPlace() throws IOException {
    try (Stream<Path> files = Files.list(SmallPlant.RESOURCES.resolve("broken"))) {
      return files
          .sorted()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)))
          .toList();
    }
  }

  @Test
  void namesAreNotLookedAtWhereTheConfigurationIsBroken() throws IOException {
    Path file =
        plant.testFile(
            "a.test.yaml",
            "- {test: a, given: {samples: {no/such: 1}}, when: {runs: 1 s}, then: [no-other: alarm]}");
    assertThat(TestFiles.read(List.of(file), null).problems()).isEmpty();
    assertThat(TestFiles.read(List.of(file), plant.configuration).broken()).isTrue();
  }

  private void check(Path slip) throws IOException {
    String text = Files.readString(slip);
    int split = text.indexOf("=\n", text.startsWith("=\n") ? 0 : text.lastIndexOf("\n=\n"));
    String written = text.substring(0, split);
    Path file = plant.testFile("slip.test.yaml", written);
    String printed = plant.printed(TestFiles.read(List.of(file), plant.configuration).problems());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(slip, written + "=\n" + printed);
    } else {
      assertThat(printed).isEqualTo(text.substring(split + 2));
    }
    assertThat(printed).isNotEmpty();
  }
}
