package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.ProblemPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each typical slip of an engineer, and what is printed for it. After a wanted change run with
 * {@code -Dgolden.update=true}, read the difference, and commit it.
 */
class GoldenTest {
  private static final Path EXAMPLE = Path.of("src/test/resources/example");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @TestFactory
  List<DynamicTest> eachSlipIsToldAsTheGoldenFileSays(@TempDir Path temp) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (GoldenCase slip : cases()) {
      tests.add(DynamicTest.dynamicTest(slip.name(), () -> check(slip, temp)));
    }
    return tests;
  }

  @Test
  void theExampleItselfIsClean(@TempDir Path temp) throws IOException {
    copyExample(temp);
    assertThat(load(temp).problems()).isEmpty();
  }

  @Test
  void everyCodeHasAGoldenFile() throws IOException {
    Set<String> codes = new TreeSet<>();
    for (String text : goldenTexts()) {
      text.lines()
          .filter(line -> !line.startsWith(" "))
          .map(line -> line.split(" {2}"))
          .filter(parts -> parts.length > 2)
          .forEach(parts -> codes.add(parts[2]));
    }
    assertThat(codes).containsAll(Arrays.stream(Code.values()).map(Code::spelling).toList());
  }

  /** Those of imports and of the online stage too. */
  private static List<String> goldenTexts() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".txt")).toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }

  private void check(GoldenCase slip, Path temp) throws IOException {
    Path root = Files.createDirectory(temp.resolve(slip.name()));
    copyExample(root);
    slip.apply(root);
    String printed = print(root);
    if (Boolean.getBoolean("golden.update")) {
      slip.update(GOLDEN, printed);
    } else {
      assertThat(printed).isEqualTo(slip.expected());
    }
  }

  private static String print(Path root) {
    ProblemPrinter printer = new ProblemPrinter(false);
    StringBuilder text = new StringBuilder();
    for (Problem problem : load(root).problems()) {
      text.append(printer.text(problem));
    }
    return text.isEmpty() ? "clean\n" : text.toString().replace(root + "/", "");
  }

  private static Loaded load(Path root) {
    return new ConfigFiles(Example.catalog(), Example.SECRETS)
        .load(root.resolve("config"), root.resolve("routes"));
  }

  private static List<GoldenCase> cases() throws IOException {
    List<GoldenCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      for (Path file : files.sorted().toList()) {
        cases.add(GoldenCase.read(file));
      }
    }
    return cases;
  }

  private static void copyExample(Path to) throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(EXAMPLE.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
