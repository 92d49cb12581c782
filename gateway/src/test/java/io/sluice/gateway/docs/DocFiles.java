package io.sluice.gateway.docs;

import io.sluice.gateway.fakes.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A user's directory in which a page's blocks are tried: the shipped files, with what a block says
 * in the place of what it replaces. A block of connections adds its connections to the shipped
 * ones, so that a page need not repeat everything.
 */
final class DocFiles {
  private final Path directory;

  private DocFiles(Path directory) {
    this.directory = directory;
  }

  /** A page with devices and routes stands alone; others go on from the shipped files. */
  static DocFiles of(DocPage page, Path directory) throws IOException {
    boolean devices = page.blocks().stream().anyMatch(block -> in(block, "config/connections"));
    boolean routes = page.blocks().stream().anyMatch(block -> in(block, "routes/"));
    return devices && routes ? new DocFiles(directory) : shipped(directory);
  }

  private static boolean in(DocPage.Block block, String place) {
    return block.file().startsWith(place);
  }

  /** The shipped files in a new place. */
  static DocFiles shipped(Path directory) throws IOException {
    copy(Shipped.config(), directory.resolve("config"));
    copy(Shipped.routes(), directory.resolve("routes"));
    return new DocFiles(directory);
  }

  Path config() {
    return directory.resolve("config");
  }

  Path routes() {
    return directory.resolve("routes");
  }

  /** Takes a block in; false where nothing says which file it is. */
  boolean take(DocPage.Block block) throws IOException {
    Optional<Path> target = target(block);
    if (target.isEmpty()) {
      return false;
    }
    Path file = directory.resolve(target.get());
    Path folder = Objects.requireNonNull(file.getParent());
    Files.createDirectories(folder);
    boolean noun = block.language().equals("yaml") && folder.equals(config());
    Files.writeString(file, noun && Files.exists(file) ? merged(file, block) : block.text());
    return true;
  }

  private static Optional<Path> target(DocPage.Block block) {
    if (!block.file().isEmpty()) {
      return Optional.of(Path.of(block.file()));
    }
    if (!block.language().equals("yaml")) {
      return Optional.empty();
    }
    Object read = yaml(block.text());
    if (read instanceof Map<?, ?> nouns) {
      return nouns.keySet().stream()
          .map(String::valueOf)
          .filter(noun -> Files.exists(Shipped.config().resolve(noun + ".yaml")))
          .findFirst()
          .map(noun -> Path.of("config", noun + ".yaml"));
    }
    if (read instanceof List<?> items && items.get(0) instanceof Map<?, ?> first) {
      String ending = first.containsKey("test") ? ".test.yaml" : ".camel.yaml";
      return Optional.of(Path.of("routes", "page-line-" + block.line() + ending));
    }
    return Optional.empty();
  }

  private static Object yaml(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  /** The block's entries beside those that are there. */
  private static String merged(Path file, DocPage.Block block) throws IOException {
    Map<Object, Object> all = new LinkedHashMap<>((Map<?, ?>) yaml(Files.readString(file)));
    ((Map<?, ?>) yaml(block.text()))
        .forEach(
            (key, value) -> {
              Object there = all.get(key);
              if (there instanceof Map<?, ?> old && value instanceof Map<?, ?> fresh) {
                Map<Object, Object> both = new LinkedHashMap<>(old);
                both.putAll(fresh);
                all.put(key, both);
              } else {
                all.put(key, value);
              }
            });
    return new Dump(DumpSettings.builder().build()).dumpToString(all);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.copy(file, copy);
      }
    }
  }
}
