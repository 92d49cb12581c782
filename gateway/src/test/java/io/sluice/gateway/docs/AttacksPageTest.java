package io.sluice.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each attack has a test that plays it, and the page says which. A test says so itself: by
 * {@code @Attack} in the connectors, by {@code @Tag("attack-43")} elsewhere.
 */
class AttacksPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Path LIST = Path.of("src/test/resources/attacks.txt");
  private static final Path PAGE = ROOT.resolve("docs/reference/attacks.md");
  private static final Pattern MARK =
      Pattern.compile(
          "@(?:io\\.sluice\\.connectors\\.)?Attack\\(\\{?([0-9,\\s]+)}?\\)"
              + "|@(?:org\\.junit\\.jupiter\\.api\\.)?Tag\\(\"attack-([0-9]+)\"\\)");
  private static final Pattern MARKED = Pattern.compile("\\b(?:class|void) (\\w+)");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Pattern WORD = Pattern.compile("(?<=.)(?=[A-Z])");

  /** What stands before the table. */
  private static final String HEAD =
      """
      <!-- Generated from the tests; do not edit. -->

      # Attacks that are played in each build

      Pass rule of each: no crash, no hang, no exhausted memory; other devices are not affected; one record tells of it; no value is made of a lie and nothing unsafe is written; it recovers by itself within 10 s after the attack ends. A test that fails, and a number without a test, fails the build: what stands here held when this page was committed.

      | number | where | attack | played by |
      |---|---|---|---|
      """;

  @Test
  void eachAttackIsPlayedByATestAndThePageSaysWhich() throws IOException {
    Map<Integer, List<String>> played = played();
    StringBuilder page = new StringBuilder(HEAD);
    List<String> open = new ArrayList<>();
    for (String line : Files.readAllLines(LIST)) {
      String[] attack = line.split("\\|", 3);
      List<String> tests = played.getOrDefault(Integer.parseInt(attack[0]), List.of());
      if (tests.isEmpty()) {
        open.add(line);
      }
      page.append(
          "| %s | %s | %s | %s |%n"
              .formatted(attack[0], attack[1], attack[2], String.join("<br>", tests)));
    }
    assertThat(open).as("attacks that no test plays").isEmpty();
    if (Boolean.getBoolean("reference.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("run with -Dreference.update=true").hasContent(page.toString());
  }

  private static Map<Integer, List<String>> played() throws IOException {
    Map<Integer, List<String>> all = new TreeMap<>();
    for (String module : List.of("connectors", "analytics", "gateway")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        for (Path file :
            files
                .filter(file -> file.toString().endsWith("Test.java"))
                .filter(file -> !file.endsWith("AttacksPageTest.java"))
                .sorted()
                .toList()) {
          read(file, all);
        }
      }
    }
    return all;
  }

  private static void read(Path file, Map<Integer, List<String>> into) throws IOException {
    String text = Files.readString(file);
    String name = file.getFileName().toString().replace(".java", "");
    Matcher mark = MARK.matcher(text);
    while (mark.find()) {
      Matcher marked = MARKED.matcher(text);
      if (marked.find(mark.end())) {
        Matcher number = NUMBER.matcher(mark.group());
        while (number.find()) {
          into.computeIfAbsent(Integer.parseInt(number.group()), none -> new ArrayList<>())
              .add("`" + name + "`: " + sentence(marked.group(1)));
        }
      }
    }
  }

  private static String sentence(String method) {
    return String.join(" ", WORD.split(method, -1)).toLowerCase(Locale.ROOT);
  }
}
