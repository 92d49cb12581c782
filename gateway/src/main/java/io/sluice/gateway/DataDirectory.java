package io.sluice.gateway;

import io.sluice.gateway.GatewayException.Trouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's own directory, held by one process at a time. The lock is the operating system's,
 * so a killed gateway leaves none behind.
 */
final class DataDirectory implements AutoCloseable {
  private static final int MOST_PID_DIGITS = 20;

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
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
      FileChannel channel =
          FileChannel.open(
              path.resolve("gateway.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        String holder = read(channel);
        channel.close();
        throw new GatewayException(
            Trouble.UNAVAILABLE,
            "data directory "
                + path.toAbsolutePath()
                + " is in use by another gateway (process "
                + holder
                + "); stop that one, or give this one its own with data: in gateway.yaml");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
          0);
      return new DataDirectory(path, channel);
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

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** What the operating system says, without the file that the sentence names already. */
  private static String reason(IOException refused) {
    if (refused instanceof AccessDeniedException) {
      return "permission denied";
    }
    String said = refused instanceof FileSystemException at ? at.getReason() : refused.getMessage();
    return said == null ? "there is a file of that name" : said;
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(MOST_PID_DIGITS);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
  }
}
