package io.sluice.gateway;

import io.sluice.gateway.GatewayException.Trouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gateway's own directory, held by one process at a time. The lock is the operating system's,
 * so a killed gateway leaves none behind.
 */
final class DataDirectory implements AutoCloseable {
  private static final int MOST_PID_DIGITS = 20;

  /**
   * What this process holds. A second channel on the lock file must not even be opened: the system
   * gives up a process's lock when any of its channels on the file is closed (fcntl, POSIX.1-2017).
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path real;
  private final FileChannel channel;

  private DataDirectory(Path path, Path real, FileChannel channel) {
    this.path = path;
    this.real = real;
    this.channel = channel;
  }

  /**
   * Makes it where it is missing, and takes hold of it.
   *
   * @throws GatewayException where it cannot be written, or another gateway has it
   */
  static DataDirectory open(Path path) throws GatewayException {
    try {
      Files.createDirectories(path);
      Path real = path.toRealPath();
      if (!HELD.add(real)) {
        throw inUse(path, Long.toString(ProcessHandle.current().pid()));
      }
      return take(path, real);
    } catch (IOException refused) {
      throw new GatewayException(
          Trouble.CONFIGURATION,
          "data directory "
              + path.toAbsolutePath()
              + " cannot be written ("
              + reason(refused)
              + "); give data: in gateway.yaml a directory that this user may write",
          refused);
    }
  }

  /**
   * Makes it where it is missing; says plainly where it cannot be had.
   *
   * @throws GatewayException as {@link #open}
   */
  static void probe(Path path) throws GatewayException {
    try {
      open(path).close();
    } catch (IOException unclosed) {
      throw new GatewayException(
          Trouble.CONFIGURATION, "data directory " + path + ": " + reason(unclosed), unclosed);
    }
  }

  private static DataDirectory take(Path path, Path real) throws IOException, GatewayException {
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel =
          FileChannel.open(
              path.resolve("gateway.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw inUse(path, read(channel));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
          0);
      taken = true;
      return new DataDirectory(path, real, channel);
    } finally {
      if (!taken) {
        HELD.remove(real);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  private static GatewayException inUse(Path path, String holder) {
    return new GatewayException(
        Trouble.UNAVAILABLE,
        "data directory "
            + path.toAbsolutePath()
            + " is in use by another gateway (process "
            + holder
            + "); stop that one, or give this one its own with data: in gateway.yaml");
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(real);
  }

  /** What the operating system says, without the file that the sentence names already. */
  private static String reason(IOException refused) {
    if (refused instanceof AccessDeniedException) {
      return "permission denied";
    }
    String said = refused instanceof FileSystemException at ? at.getReason() : refused.getMessage();
    return said == null ? "there is a file of that name" : said;
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(MOST_PID_DIGITS);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
  }
}
