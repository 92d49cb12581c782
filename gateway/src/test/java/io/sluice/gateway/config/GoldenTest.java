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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final Path PAGE = Path.of("../docs/reference/broken-files.md");
  private static final Map<String, Told> TOLD = new HashMap<>();
  private static final List<GoldenCase> CASES = new ArrayList<>();
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
  void almostEverySlipIsToldAtItsLineAndWithTheWayOut(@TempDir Path temp) throws IOException {
    BrokenFilesPage page = new BrokenFilesPage();
    for (GoldenCase slip : cases()) {
      Told told = told(slip, temp);
      page.told(slip, told.problems(), told.root(), told.printed());
    }
    if (Boolean.getBoolean("reference.update")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page.text());
    }
    System.out.println(page.figures());
    assertThat(page.rightLines()).as("%s", page.elsewhere()).isGreaterThanOrEqualTo(0.95);
    assertThat(page.rightHelp()).as("%s", page.unhelped()).isGreaterThanOrEqualTo(0.95);
    assertThat(PAGE).as("run with -Dreference.update=true").hasContent(page.text());
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
    String printed = told(slip, temp).printed();
    if (Boolean.getBoolean("golden.update")) {
      slip.update(GOLDEN, printed);
    } else {
      assertThat(printed).isEqualTo(slip.expected());
    }
  }

  /** What is told of one slip; read once for all tests. */
  private record Told(List<Problem> problems, String root, String printed) {}

  private static Told told(GoldenCase slip, Path temp) throws IOException {
    Told known = TOLD.get(slip.name());
    if (known == null) {
      Path root = Files.createDirectory(temp.resolve(slip.name()));
      copyExample(root);
      slip.apply(root);
      List<Problem> problems = load(root).problems();
      known = new Told(problems, root.toString(), print(problems, root));
      TOLD.put(slip.name(), known);
    }
    return known;
  }

  private static String print(List<Problem> problems, Path root) {
    ProblemPrinter printer = new ProblemPrinter(false);
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems) {
      text.append(printer.text(problem));
    }
    return text.isEmpty() ? "clean\n" : text.toString().replace(root + "/", "");
  }

  private static Loaded load(Path root) {
    return new ConfigFiles(Example.catalog(), Example.SECRETS)
        .load(root.resolve("config"), root.resolve("routes"));
  }

  private static synchronized List<GoldenCase> cases() throws IOException {
    if (!CASES.isEmpty()) {
      return CASES;
    }
    List<GoldenCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      for (Path file : files.sorted().toList()) {
        cases.add(GoldenCase.read(file));
      }
    }
    CASES.addAll(cases);
    return CASES;
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
