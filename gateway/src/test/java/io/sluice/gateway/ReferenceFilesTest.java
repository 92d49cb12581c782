package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.schema.CamelComponents;
import io.sluice.gateway.config.schema.ReferencePages;
import io.sluice.gateway.config.schema.SchemaFiles;
import io.sluice.gateway.fakes.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is generated from the options records is what is shipped. After a wanted change run with
 * {@code -Dreference.update=true}, read the difference, and commit it.
 */
class ReferenceFilesTest {
  private static final String HOW =
      "differs from what the options records say: run this test with -Dreference.update=true, read"
          + " the difference and commit it";
  private static final Path ROOT = Shipped.root();

  private final Catalog catalog = Main.catalog();

  @Test
  void theSchemaDirectoryIsWhatTheRecordsSay() throws IOException {
    compare(ROOT.resolve("config/.schema"), SchemaFiles.of(catalog));
  }

  @Test
  void theReferencePagesAreWhatTheRecordsSay() throws IOException {
    Map<String, String> pages = new TreeMap<>(ReferencePages.of(catalog));
    pages.put("commands.md", Main.commandPage());
    // Those of the corpora, the alarm states and the faults are compared by their own tests.
    compare(
        ROOT.resolve("docs/reference"),
        pages,
        List.of("alarms.md", "attacks.md", "broken-files.md", "detection.md", "hostile-files.md"));
  }

  @Test
  void theJarTellsCamelsToolsOfOurComponents() throws IOException {
    Path resources = ROOT.resolve("gateway/src/main/resources");
    compare(
        resources.resolve("META-INF"),
        below("META-INF/", CamelComponents.resources(catalog)),
        List.of("services/io.", "services/META"));
  }

  private static Map<String, String> below(String prefix, Map<String, String> files) {
    Map<String, String> shorter = new TreeMap<>();
    files.forEach((path, text) -> shorter.put(path.substring(prefix.length()), text));
    return shorter;
  }

  private static void compare(Path directory, Map<String, String> generated) throws IOException {
    compare(directory, generated, List.of());
  }

  private static void compare(Path directory, Map<String, String> generated, List<String> others)
      throws IOException {
    if (Boolean.getBoolean("reference.update")) {
      update(directory, generated, others);
    }
    for (Map.Entry<String, String> file : generated.entrySet()) {
      Path path = directory.resolve(file.getKey());
      assertThat(path).as("%s %s", path, HOW).exists();
      assertThat(Files.readString(path)).as("%s %s", path, HOW).isEqualTo(file.getValue());
    }
    assertThat(shipped(directory, others))
        .as("%s %s", directory, HOW)
        .hasSameElementsAs(generated.keySet());
  }

  private static void update(Path directory, Map<String, String> generated, List<String> others)
      throws IOException {
    Files.createDirectories(directory);
    for (String path : shipped(directory, others)) {
      if (!generated.containsKey(path)) {
        Files.delete(directory.resolve(path));
      }
    }
    for (Map.Entry<String, String> file : generated.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  private static List<String> shipped(Path directory, List<String> others) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .filter(path -> others.stream().noneMatch(path::startsWith))
          .sorted()
          .toList();
    }
  }
}
