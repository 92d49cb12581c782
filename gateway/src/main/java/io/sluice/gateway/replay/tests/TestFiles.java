package io.sluice.gateway.replay.tests;

import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.tests.RouteTest;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.RecordReader;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.options.Severity;
import io.sluice.gateway.options.SourceFile;
import io.sluice.gateway.options.SourceReader;
import io.sluice.gateway.options.SourceReader.WindowsTraces;
import io.sluice.gateway.options.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code *.test.yaml} files and checks them against the configuration they belong to. */
public final class TestFiles {
  /** How the files' names end. */
  public static final String ENDING = ".test.yaml";

  private static final int MOST_FILES = 2_000;
  private static final int MOST_TESTS = 1_000;

  private final Problems problems = new Problems();
  private final RecordReader records = new RecordReader(problems, Secrets.none());
  private final List<PlacedTest> tests = new ArrayList<>();

  private TestFiles() {}

  /**
   * What was read.
   *
   * @param tests those that can be played, in the order written
   * @param problems everything that is wrong, by file and line
   */
  public record Read(List<PlacedTest> tests, List<Problem> problems) {
    public Read {
      tests = List.copyOf(tests);
      problems = List.copyOf(problems);
    }

    /** Whether something must be mended before the tests can be played. */
    public boolean broken() {
      return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }
  }

  /** The test files of a directory, in order of name; hidden ones are left out. */
  public static List<Path> in(Path routes) {
    if (!Files.isDirectory(routes)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(routes)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(ENDING))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .limit(MOST_FILES)
          .toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /**
   * Reads the files.
   *
   * @param configuration what their names refer to; null where it is broken, then names are not
   *     looked at
   */
  public static Read read(List<Path> files, @Nullable Configuration configuration) {
    TestFiles reading = new TestFiles();
    files.forEach(reading::file);
    if (configuration != null) {
      reading.tests.forEach(test -> new TestMeaning(configuration, reading.problems).check(test));
    }
    return new Read(reading.tests, reading.problems.sorted());
  }

  private void file(Path path) {
    SourceFile source =
        new SourceReader(problems).read(path, YamlReader.LARGEST, WindowsTraces.WARN).orElse(null);
    if (source == null) {
      return;
    }
    int before = problems.count();
    Node document = new YamlReader(problems).read(source).orElse(null);
    if (document == null) {
      if (problems.count() == before) {
        problems.warning(source.whole(), Code.MISSING_VALUE, "is empty: there is no test in it");
      }
    } else if (document instanceof Node.Items items) {
      items(path, items);
    } else {
      problems.error(
          document.at(),
          Code.WRONG_SHAPE,
          "a list of tests is needed here, each beginning with \"- test: NAME\", not "
              + document.shape());
    }
  }

  private void items(Path path, Node.Items items) {
    Map<String, Node> names = new HashMap<>();
    for (Node item : items.nodes().stream().limit(MOST_TESTS).toList()) {
      RouteTest test = records.read(item, RouteTest.class).orElse(null);
      if (test != null && item instanceof Node.Section section) {
        tests.add(new PlacedTest(path, test, section));
        Node first = names.putIfAbsent(test.test(), item);
        if (first != null) {
          problems.error(
              section.get("test").orElse(item).at(),
              Code.ALREADY_USED,
              "the test in line " + first.at().line() + " has this name already");
        }
      }
    }
    if (items.nodes().size() > MOST_TESTS) {
      problems.error(
          items.at(), Code.FILE_TOO_LARGE, "has more than " + MOST_TESTS + " tests; split it");
    }
  }
}
