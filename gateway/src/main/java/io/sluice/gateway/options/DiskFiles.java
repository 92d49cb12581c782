package io.sluice.gateway.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files as they lie on the disk at the moment of asking. Thread-safe. */
public final class DiskFiles implements FileSource {
  @Override
  public Kind kind(Path path) {
    if (Files.isRegularFile(path)) {
      return Kind.FILE;
    }
    if (Files.isDirectory(path)) {
      return Kind.FOLDER;
    }
    return Files.exists(path) ? Kind.OTHER : Kind.NOTHING;
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  @Override
  public boolean inside(Path folder, Path file) throws IOException {
    return file.toRealPath().startsWith(folder.toRealPath());
  }

  @Override
  public byte[] read(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most);
    }
  }
}
