package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.schema.Sample;
import io.sluice.gateway.fakes.Editor;
import io.sluice.gateway.fakes.Shipped;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.RecordReader;
import io.sluice.gateway.options.Secret;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.options.Severity;
import io.sluice.gateway.options.SourceFile;
import io.sluice.gateway.options.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** An editor with our schemas says of a file what the reader says of it. */
class SchemaAgreementTest {
  private static final Path EXAMPLE = Path.of("src/test/resources/example");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  /** What one value or key of one file can have wrong. Times have ranges only the reader knows. */
  private static final Set<Code> SEEN_BY_EDITORS =
      EnumSet.of(
          Code.UNKNOWN_KEY,
          Code.UNKNOWN_CHOICE,
          Code.UNKNOWN_KIND,
          Code.MISSING_KEY,
          Code.MISSING_VALUE,
          Code.NOT_A_NUMBER,
          Code.SECRET_IN_CLEAR,
          Code.WRONG_SHAPE,
          Code.ROUTE_ELEMENT,
          Code.ROUTE_STEP,
          Code.ROUTE_SCHEME,
          Code.ROUTE_END);

  /** What only the gateway can know: what it takes several places or the plant to see. */
  private static final Set<Code> BEYOND_EDITORS =
      EnumSet.of(
          Code.UNKNOWN_NAME,
          Code.CONTRADICTION,
          Code.NOT_WRITABLE,
          Code.SAFETY_TAG,
          Code.UNIT_MISMATCH,
          Code.RANGE_REVERSED,
          Code.OUTSIDE_RANGE,
          Code.ALREADY_USED,
          Code.NO_TAGS,
          Code.SECRET_MISSING,
          Code.SECRET_OPEN);

  /** Files that no editor gets so far with. */
  private static final Set<Code> NO_DOCUMENT =
      EnumSet.of(Code.YAML_SYNTAX, Code.TOO_DEEP, Code.TOO_MANY_ALIASES, Code.FILE_UNREADABLE);

  @TestFactory
  List<DynamicTest> bothSayTheSameOfEachSlip(@TempDir Path temp) throws IOException {
    Editor editor = new Editor(Example.catalog());
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      for (Path file : files.sorted().toList()) {
        GoldenCase slip = GoldenCase.read(file);
        tests.add(DynamicTest.dynamicTest(slip.name(), () -> compare(editor, slip, temp)));
      }
    }
    return tests;
  }

  private static void compare(Editor editor, GoldenCase slip, Path temp) throws IOException {
    Path root = Files.createDirectory(temp.resolve(slip.name()));
    copy(EXAMPLE, root);
    slip.apply(root);
    List<Path> changed = changed(root);
    if (changed.isEmpty()) {
      return;
    }
    Map<String, Set<Code>> said = said(load(Example.catalog(), Example.SECRETS, root));
    for (Path file : changed) {
      Set<Code> codes = said.getOrDefault(file.toString(), Set.of());
      List<String> objections =
          codes.stream().anyMatch(NO_DOCUMENT::contains)
              ? null
              : editor.objections(file).orElse(null);
      if (objections == null) {
        continue;
      }
      if (codes.stream().anyMatch(SEEN_BY_EDITORS::contains)) {
        assertThat(objections).as("%s is refused for %s", file, codes).isNotEmpty();
      } else if (BEYOND_EDITORS.containsAll(codes)) {
        assertThat(objections).as("%s is only %s", file, codes).isEmpty();
      }
    }
  }

  @Test
  void theExampleIsGoodForAnEditor() throws IOException {
    Editor editor = new Editor(Example.catalog());
    for (Path file : yaml(EXAMPLE)) {
      assertThat(editor.objections(file).orElseThrow()).as("%s", file).isEmpty();
    }
  }

  @Test
  void theShippedFilesAreGoodForBoth() throws IOException {
    Editor editor = new Editor(installed());
    List<Path> files = new ArrayList<>(yaml(Shipped.config()));
    files.addAll(yaml(Shipped.routes()));
    files.addAll(yaml(Path.of("src/test/peers")));
    assertThat(files).hasSizeGreaterThan(15);
    for (Path file : files) {
      assertThat(editor.objections(file).orElseThrow()).as("%s", file).isEmpty();
    }
  }

  @Test
  void eachShippedFileTellsEditorsItsSchema() throws IOException {
    List<Path> files = new ArrayList<>(yaml(Shipped.config()));
    files.addAll(yaml(Shipped.routes()));
    files.addAll(yaml(Path.of("src/test/peers")));
    for (Path file : files) {
      String first = Files.readAllLines(file).get(0);
      assertThat(first).as("%s", file).startsWith("# yaml-language-server: $schema=");
      assertThat(file.resolveSibling(first.substring(first.indexOf('=') + 1))).exists();
    }
  }

  @Test
  void everySampleIsGoodForBoth(@TempDir Path temp) throws IOException {
    Editor editor = new Editor(installed());
    for (Map.Entry<String, String> sample : Sample.of(installed()).entrySet()) {
      String noun = sample.getKey().replaceFirst("/.*", "");
      Path file = Files.writeString(temp.resolve(noun + ".yaml"), sample.getValue());
      assertThat(readerSays(noun, sample.getValue())).as("%s", sample).isEmpty();
      assertThat(editor.objections(file).orElseThrow()).as("%s", sample).isEmpty();
    }
  }

  @Test
  void aTimeWithoutItsUnitIsUnderlinedToo(@TempDir Path temp) throws IOException {
    String spools = "spools:\n  cloud: {max-age: %s}\n";
    Path file = Files.writeString(temp.resolve("spools.yaml"), String.format(spools, "72 h"));
    Editor editor = new Editor(installed());
    assertThat(editor.objections(file).orElseThrow()).isEmpty();
    Files.writeString(file, String.format(spools, "72"));
    assertThat(editor.objections(file).orElseThrow()).hasSize(1);
  }

  private static List<Problem> readerSays(String name, String text) {
    Problems problems = new Problems();
    Secrets secrets = secret -> new Secrets.Found(new Secret("x"));
    Node node = new YamlReader(problems).read(new SourceFile(name + ".yaml", text)).orElse(null);
    RecordReader reader = new RecordReader(problems, secrets);
    if (node != null && !name.equals("gateway")) {
      Noun noun =
          installed().nouns().stream()
              .filter(one -> one.key().equals(name))
              .findFirst()
              .orElseThrow();
      Draft draft = new Draft(problems);
      draft.know(noun);
      new NounReader(problems, reader, draft).read(noun, node);
    } else if (node != null) {
      reader.read(node, GatewayOptions.class);
    }
    return problems.sorted();
  }

  private static Map<String, Set<Code>> said(Loaded loaded) {
    Map<String, Set<Code>> said = new TreeMap<>();
    for (Problem problem : loaded.problems()) {
      if (problem.severity() == Severity.ERROR) {
        said.computeIfAbsent(problem.at().file().name(), path -> EnumSet.noneOf(Code.class))
            .add(problem.code());
      }
    }
    return said;
  }

  private static Catalog installed() {
    VirtualClock clock = new VirtualClock(Instant.EPOCH);
    return Installed.catalog(Surroundings.of(clock, clock));
  }

  private static Loaded load(Catalog catalog, Secrets secrets, Path root) {
    return new ConfigFiles(catalog, secrets).load(root.resolve("config"), root.resolve("routes"));
  }

  private static List<Path> yaml(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().contains(".schema"))
          .filter(file -> !file.toString().endsWith(".test.yaml"))
          .sorted()
          .toList();
    }
  }

  /** What the slip has touched; the rest is the example, which another test has looked at. */
  private static List<Path> changed(Path root) throws IOException {
    List<Path> changed = new ArrayList<>();
    for (Path file : yaml(root)) {
      Path before = EXAMPLE.resolve(root.relativize(file).toString());
      if (!Files.exists(before) || Files.mismatch(before, file) >= 0) {
        changed.add(file);
      }
    }
    return changed;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
