package io.sluice.gateway.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one spool, held by one process at a time. */
final class SpoolFiles implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SpoolFiles.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Damaged databases that are kept; the oldest goes when there are more. */
  private static final int KEPT = 3;

  private final String name;
  private final Path directory;
  private final FileChannel lockChannel;

  private SpoolFiles(String name, Path directory, FileChannel lockChannel) {
    this.name = name;
    this.directory = directory;
    this.lockChannel = lockChannel;
  }

  static SpoolFiles hold(String name, Path directory) throws SpoolException {
    if (!NAME.matcher(name).matches()) {
      throw new SpoolException(
          "'" + name + "' is not a spool's name; use up to 64 letters, digits, dots and dashes");
    }
    Path whole = directory.toAbsolutePath().normalize();
    if (whole.toString().contains(";")) {
      throw new SpoolException(name + ": the data directory " + whole + " has a ; in its path");
    }
    FileChannel channel = lockChannel(name, whole);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException | IOException e) {
      log.debug("lock not had: {}", e.toString());
    }
    if (lock == null) {
      closeQuietly(channel);
      throw new SpoolException(
          name
              + ": the spool in "
              + whole
              + " is in use by another gateway; stop that one, or give this one its own data"
              + " directory");
    }
    SpoolFiles files = new SpoolFiles(name, whole, channel);
    files.checkAccess();
    return files;
  }

  private void checkAccess() throws SpoolException {
    for (Path file : List.of(databaseFile(), marker())) {
      if (Files.exists(file) && !(Files.isReadable(file) && Files.isWritable(file))) {
        close();
        throw new SpoolException(
            name + ": cannot read and write " + file + "; give it to the gateway's user");
      }
    }
  }

  String name() {
    return name;
  }

  Path directory() {
    return directory;
  }

  /** The database's path as its URL wants it, without the ending. */
  Path database() {
    return directory.resolve(name);
  }

  Path databaseFile() {
    return directory.resolve(name + ".mv.db");
  }

  Path marker() {
    return directory.resolve(name + ".marker");
  }

  long databaseBytes() {
    try {
      return Files.exists(databaseFile()) ? Files.size(databaseFile()) : 0;
    } catch (IOException e) {
      log.debug("size of {} not had: {}", databaseFile(), e.toString());
      return 0;
    }
  }

  /** Moves the database out of the way; returns where to. */
  Path setAside(Instant now) throws IOException {
    Path aside = directory.resolve(name + ".damaged-" + STAMP.format(now) + ".mv.db");
    Files.move(databaseFile(), aside);
    force(directory);
    dropOldestAside();
    return aside;
  }

  @Override
  public void close() {
    closeQuietly(lockChannel);
  }

  /** A database file's path as its URL wants it. */
  static Path withoutEnding(Path file) {
    String name = String.valueOf(file.getFileName());
    return file.resolveSibling(name.substring(0, name.length() - ".mv.db".length()));
  }

  /** Forces a directory's entries to disk. */
  static void force(@Nullable Path directory) throws IOException {
    if (directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private void dropOldestAside() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      List<Path> aside =
          entries
              .filter(path -> path.getFileName().toString().startsWith(name + ".damaged-"))
              .sorted()
              .toList();
      for (Path old : aside.subList(0, Math.max(0, aside.size() - KEPT))) {
        log.warn("{}: deleting {}, {} newer damaged ones are kept", name, old, KEPT);
        Files.delete(old);
      }
    }
  }

  private static FileChannel lockChannel(String name, Path directory) throws SpoolException {
    try {
      Files.createDirectories(directory);
      return FileChannel.open(
          directory.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new SpoolException(
          name
              + ": cannot write in the data directory "
              + directory
              + " ("
              + (e instanceof AccessDeniedException ? "no permission" : "no file can be made there")
              + "); make it writable for the user that runs the gateway",
          e);
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("lock file not closed: {}", e.toString());
    }
  }
}
