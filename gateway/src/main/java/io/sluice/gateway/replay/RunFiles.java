package io.sluice.gateway.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The data directory of a virtual run: its own, gone when the run is over. */
final class RunFiles implements AutoCloseable {
  /** Linux's file system in memory, where forcing to disk costs nothing. */
  private static final Path MEMORY = Path.of("/dev/shm");

  private static final String PREFIX = "sluice-run-";

  private final Path directory;

  private RunFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes a directory with a copy of the models.
   *
   * @param models where a gateway keeps its models, or null to begin without any
   * @throws IOException where the copy cannot be made
   */
  static RunFiles with(@Nullable Path models) throws IOException {
    RunFiles files = new RunFiles(fresh());
    if (models != null && Files.isDirectory(models)) {
      try {
        copy(models, files.directory.resolve("models"));
      } catch (IOException | UncheckedIOException unreadable) {
        files.close();
        throw unreadable;
      }
    }
    return files;
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : deepestFirst) {
        Files.deleteIfExists(one);
      }
    }
  }

  /** In memory where the system has a place for that: nothing of a run need outlive it. */
  private static Path fresh() throws IOException {
    return Files.isDirectory(MEMORY) && Files.isWritable(MEMORY)
        ? Files.createTempDirectory(MEMORY, PREFIX)
        : Files.createTempDirectory(PREFIX);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Path copy = to.resolve(from.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(one, copy);
        }
      }
    }
  }
}
