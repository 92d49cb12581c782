package io.sluice.gateway.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One hostile file.
 *
 * @param name of the case
 * @param title what is tried
 * @param target where it stands, below the directory that holds config and routes
 * @param code of the refusal
 * @param line of the refusal; 0 for the file as a whole
 */
record HostileFile(String name, String title, String target, String code, int line, Maker maker) {
  private static final Path DIRECTORY = Path.of("src/test/resources/hostile");
  private static final Pattern HEAD =
      Pattern.compile("# (.+)\\n(?:# in (\\S+)\\n)?# expect (\\S+) in line (\\d+)\\n");

  /** Puts the file where it belongs. */
  @FunctionalInterface
  interface Maker {
    void make(Sandbox sandbox, Path file) throws IOException, InterruptedException;
  }

  /** Those that lie as texts in the test resources, then those that have to be made. */
  static List<HostileFile> all() throws IOException {
    List<HostileFile> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      for (Path file : files.sorted().toList()) {
        all.add(text(file));
      }
    }
    all.addAll(OddFiles.all());
    return all;
  }

  void make(Sandbox sandbox) throws IOException, InterruptedException {
    maker.make(sandbox, sandbox.root().resolve(target));
  }

  @Override
  public String toString() {
    return name + ": " + title;
  }

  private static HostileFile text(Path file) throws IOException {
    String text = Files.readString(file);
    Matcher head = HEAD.matcher(text);
    if (!head.lookingAt()) {
      throw new IllegalStateException(file + " does not say what it tries");
    }
    String target = head.group(2) == null ? "routes/x.camel.yaml" : head.group(2);
    return new HostileFile(
        file.getFileName().toString().replace(".yaml", ""),
        head.group(1),
        target,
        head.group(3),
        Integer.parseInt(head.group(4)),
        (sandbox, path) -> Files.writeString(path, sandbox.filled(text)));
  }
}
