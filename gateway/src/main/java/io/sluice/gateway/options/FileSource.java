package io.sluice.gateway.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the user's files are read from: the disk, or what was read from it at one moment. */
public interface FileSource {
  /** What lies at a path, links followed. */
  enum Kind {
    NOTHING,
    FOLDER,
    FILE,
    /** A pipe, a device: there, and not to be read. */
    OTHER
  }

  Kind kind(Path path);

  /**
   * The paths in a folder, in no order.
   *
   * @throws IOException where this user may not list it
   */
  List<Path> list(Path folder) throws IOException;

  /**
   * Whether the file, links followed, lies below the folder.
   *
   * @throws IOException where a link leads nowhere, or this user may not follow it
   */
  boolean inside(Path folder, Path file) throws IOException;

  /**
   * The first bytes of a file.
   *
   * @param most no more than this many
   * @throws IOException where it is gone or this user may not read it
   */
  byte[] read(Path file, int most) throws IOException;
}
