package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.ProblemPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files broken at random are told or read, and never make the reader fail. */
class BrokenFilesTest {
  private static final Path EXAMPLE = Path.of("src/test/resources/example");
  private static final int TRIES = 250;
  private static final String[] PIECES = {
    ":",
    " ",
    "\n",
    "\t",
    "{",
    "}",
    "[",
    "]",
    "- ",
    "&a ",
    "*a",
    "!!x ",
    "\"",
    "'",
    "#",
    ",",
    ";",
    "0,5",
    "${secret:x}",
    "{{x}}",
    "\r\n",
    "\u202e",
    "\0",
    "é",
    "---\n",
    "? ",
    "| \n",
    "> \n",
    "<<: ",
    "%41",
    "key: ",
    "99999999999999999999",
    "..",
    "/",
    "\\",
    "@",
    "`"
  };

  private final SplittableRandom random = new SplittableRandom(4711);

  @Test
  void noBreakageMakesTheReaderFail(@TempDir Path root) throws IOException {
    List<Path> files = copyExample(root);
    ProblemPrinter printer = new ProblemPrinter(false);
    ConfigFiles reader = new ConfigFiles(Example.catalog(), Example.SECRETS);
    for (int i = 0; i < TRIES; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] good = Files.readAllBytes(file);
      Files.write(file, broken(good));
      for (Problem problem :
          reader.load(root.resolve("config"), root.resolve("routes")).problems()) {
        assertThat(problem.line()).isLessThanOrEqualTo(problem.at().file().lines().size());
        assertThat(printer.text(problem)).contains(problem.code().spelling());
      }
      Files.write(file, good);
    }
  }

  private byte[] broken(byte[] good) {
    String text = new String(good, StandardCharsets.UTF_8);
    for (int cuts = 1 + random.nextInt(3); cuts > 0; cuts--) {
      int from = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), from + random.nextInt(4));
      String piece = random.nextInt(4) == 0 ? "" : PIECES[random.nextInt(PIECES.length)];
      text = text.substring(0, from) + piece + text.substring(to);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(10) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static List<Path> copyExample(Path root) throws IOException {
    List<Path> copies = new ArrayList<>();
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path copy = root.resolve(EXAMPLE.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        copies.add(Files.copy(file, copy));
      }
    }
    return copies;
  }
}
