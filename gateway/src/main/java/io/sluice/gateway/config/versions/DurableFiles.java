package io.sluice.gateway.config.versions;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writing that survives a kill and a power cut: contents are forced to disk before the name that
 * shows them is, and a name changes in one step.
 */
final class DurableFiles {
  private static final Set<PosixFilePermission> OWN_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWN_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final Steps steps;

  /** What happens before each step that changes the disk. */
  @FunctionalInterface
  interface Steps {
    /** A test may cut here, as a power cut would. */
    void before(String step) throws IOException;
  }

  DurableFiles(Steps steps) {
    this.steps = steps;
  }

  /** Makes a folder that only its owner can look into, with those above it. */
  void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      steps.before("make " + folder.getFileName());
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWN_FOLDER));
    }
  }

  /** Writes a file that only its owner can read; it may be there half after a fault. */
  void write(Path file, byte[] bytes) throws IOException {
    steps.before("write " + file.getFileName());
    Files.deleteIfExists(file);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWN_FILE))) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      steps.before("force " + file.getFileName());
      channel.force(true);
    }
  }

  /** Writes a file so that it is either the old one or the new one after a fault. */
  void replace(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    write(fresh, bytes);
    rename(fresh, file);
  }

  /** Gives a file or folder another name beside it, in one step. */
  void rename(Path from, Path to) throws IOException {
    steps.before("rename to " + to.getFileName());
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    force(to.toAbsolutePath().getParent());
  }

  void delete(Path file) throws IOException {
    steps.before("delete " + file.getFileName());
    if (Files.deleteIfExists(file)) {
      force(file.toAbsolutePath().getParent());
    }
  }

  /** Forces a folder's names to disk. */
  void force(@Nullable Path folder) throws IOException {
    if (folder != null) {
      steps.before("force " + folder.getFileName());
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Deletes a folder with all that is in it; links are deleted, not followed. */
  void deleteAll(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes seen) throws IOException {
            steps.before("delete " + file.getFileName());
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failed)
              throws IOException {
            if (failed != null && !(failed instanceof NoSuchFileException)) {
              throw failed;
            }
            steps.before("delete " + left.getFileName());
            Files.delete(left);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
