package io.sluice.analytics.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writing that survives a kill and a power cut: a file is written under the name of a draft and
 * forced to disk, then renamed, then its folder is forced. Models hold rows of the plant, so only
 * their owner can read them.
 */
final class SafeFiles {
  /** What a draft's name ends with; one that is left over was torn by a fault. */
  static final String DRAFT = ".tmp";

  private static final Logger log = LoggerFactory.getLogger(SafeFiles.class);
  private static final Set<PosixFilePermission> OWN_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWN_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final Steps steps;

  /** What happens before each step that changes the disk. */
  @FunctionalInterface
  interface Steps {
    /** A test may fail here, as a disk would, or cut as a power cut would. */
    void before(String step) throws IOException;
  }

  SafeFiles(Steps steps) {
    this.steps = steps;
  }

  /** Makes a folder that only its owner can look into, with those above it. */
  void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      steps.before("make folder");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWN_FOLDER));
      force(folder.toAbsolutePath().getParent());
    }
  }

  /** Puts a file there whole; after a fault it is the old one or the new one. */
  void put(Path file, byte[] bytes) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + DRAFT);
    write(draft, bytes);
    steps.before("rename");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    force(file.toAbsolutePath().getParent());
  }

  /** The same where there is none yet; what another process has put there meanwhile stays. */
  void putFirst(Path file, byte[] bytes) throws IOException {
    long process = ProcessHandle.current().pid();
    Path draft = file.resolveSibling(file.getFileName() + "." + process + DRAFT);
    write(draft, bytes);
    steps.before("link");
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException other) {
      log.debug("{} was there first", file);
    } finally {
      Files.deleteIfExists(draft);
    }
    force(file.toAbsolutePath().getParent());
  }

  private void write(Path draft, byte[] bytes) throws IOException {
    steps.before("open draft");
    Files.deleteIfExists(draft);
    try (FileChannel channel =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWN_FILE))) {
      ByteBuffer first = ByteBuffer.wrap(bytes, 0, bytes.length / 2);
      ByteBuffer rest = ByteBuffer.wrap(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
      whole(channel, first);
      steps.before("write rest");
      whole(channel, rest);
      steps.before("force draft");
      channel.force(true);
    }
  }

  void delete(Path file) throws IOException {
    steps.before("delete");
    Files.deleteIfExists(file);
  }

  /** Forces a folder's names to disk. */
  private void force(@Nullable Path folder) throws IOException {
    if (folder != null) {
      steps.before("force folder");
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void whole(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
