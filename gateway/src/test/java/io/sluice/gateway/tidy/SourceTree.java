package io.sluice.gateway.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is written in the repository: the sources of all modules and the texts beside them. */
final class SourceTree {
  static final List<String> MODULES = List.of("connectors", "analytics", "simulator", "gateway");

  private static final Pattern JAVA =
      Pattern.compile("(" + String.join("|", MODULES) + ")/.*\\.java");
  private static final Set<String> NOT_SOURCES = Set.of("target", ".git", "node_modules", "data");
  private static final Set<String> TEXT_ENDINGS =
      Set.of("java", "yaml", "yml", "md", "csv", "xml", "sh", "py", "js", "html", "css");

  private final SortedMap<String, String> texts = new TreeMap<>();
  private final List<JavaFile> javaFiles;

  SourceTree(Path root) {
    read(root);
    Map<String, String> sources = new TreeMap<>(texts);
    sources.keySet().removeIf(path -> !JAVA.matcher(path).matches());
    javaFiles = JavaFile.parseAll(sources);
  }

  /** The checkout that this test runs in, wherever it was started. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path here = folder;
      if (MODULES.stream().allMatch(module -> Files.exists(here.resolve(module + "/pom.xml")))) {
        return folder;
      }
      folder = folder.getParent();
    }
    throw new IllegalStateException(
        "not inside a checkout of Sluice: " + Path.of("").toAbsolutePath());
  }

  List<JavaFile> javaFiles() {
    return javaFiles;
  }

  /** All texts of people's making, by their path from the root. */
  SortedMap<String, String> texts() {
    return texts;
  }

  private void read(Path root) {
    try {
      Files.walkFileTree(root, new Reader(root));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private final class Reader extends SimpleFileVisitor<Path> {
    private final Path root;

    Reader(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean skipped =
          !folder.equals(root) && NOT_SOURCES.contains(folder.getFileName().toString());
      return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String name = file.getFileName().toString();
      String ending = name.substring(name.lastIndexOf('.') + 1);
      if (TEXT_ENDINGS.contains(ending) || name.equals("sluice") || name.equals("run")) {
        String path = root.relativize(file).toString().replace('\\', '/');
        texts.put(path, Files.readString(file, StandardCharsets.UTF_8));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
