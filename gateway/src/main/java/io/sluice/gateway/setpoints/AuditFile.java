package io.sluice.gateway.setpoints;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit as files of JSON lines with a hash chain, rotated by size; {@link AuditVerifier} checks
 * them. Thread-safe.
 *
 * <p>A line is in the operating system's hands when {@code append} returns: it survives the death
 * of the process. An intent, and with it all before it, is on the disk by then: no power cut leaves
 * a write without its line. A line that could not be written whole is taken back, so that the chain
 * goes on when there is space again.
 */
public final class AuditFile implements Audit, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AuditFile.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WRITES_KEPT = 200_000;

  private final Path folder;
  private final long maxBytes;
  private final int maxFiles;
  private final Map<String, List<Instant>> writes = new HashMap<>();
  private final FileChannel head;
  private FileChannel channel;
  private Path current;
  private AuditChain.Link last;

  /**
   * Opens or begins the audit of a folder, which must exist. A torn last line, as a power cut
   * leaves it, is cut off.
   *
   * @param maxBytes size at which a file is full, at least 4096
   * @param maxFiles files kept, at least 2; the oldest goes first
   * @throws IOException where the folder cannot be read or written, or its newest line is damaged
   */
  public static AuditFile open(Path folder, long maxBytes, int maxFiles) throws IOException {
    if (maxBytes < 4096 || maxFiles < 2) {
      throw new IllegalArgumentException(
          maxBytes + " bytes and " + maxFiles + " files: needs at least 4096 and 2");
    }
    return new AuditFile(folder, maxBytes, maxFiles);
  }

  private AuditFile(Path folder, long maxBytes, int maxFiles) throws IOException {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.maxFiles = maxFiles;
    List<Path> files = AuditFiles.list(folder);
    this.current = files.isEmpty() ? AuditFiles.file(folder, 1) : files.get(files.size() - 1);
    if (!files.isEmpty()) {
      cutTornEnd(current);
    }
    this.last = readAll(files);
    this.channel = append(current);
    AuditFiles.forceNames(folder);
    this.head =
        FileChannel.open(
            AuditFiles.head(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    writeHead();
  }

  @Override
  public synchronized void append(AuditEntry entry) throws IOException {
    if (channel.size() >= maxBytes) {
      rotate();
    }
    AuditChain.Linked next = AuditChain.append(last, AuditLine.members(entry));
    long before = channel.size();
    try {
      writeWhole(channel, next.line() + "\n");
      if (entry.what() instanceof AuditEntry.Intent) {
        channel.force(false);
      }
    } catch (IOException full) {
      channel.truncate(before);
      throw full;
    }
    last = next.link();
    if (entry.what() instanceof AuditEntry.Intent) {
      noteWrite(entry.setpoint(), entry.time());
    }
    writeHead();
  }

  @Override
  public synchronized List<Instant> writesSince(String setpoint, Instant since) {
    return writes.getOrDefault(setpoint, List.of()).stream()
        .filter(time -> !time.isBefore(since))
        .toList();
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
    head.close();
  }

  private void rotate() throws IOException {
    Path next = AuditFiles.file(folder, AuditFiles.number(current) + 1);
    FileChannel opened = append(next);
    AuditFiles.forceNames(folder);
    channel.force(false);
    channel.close();
    channel = opened;
    current = next;
    List<Path> files = AuditFiles.list(folder);
    for (Path old : files.subList(0, Math.max(0, files.size() - maxFiles))) {
      Files.delete(old);
    }
  }

  private void writeHead() throws IOException {
    head.position(0);
    writeWhole(head, String.format(Locale.ROOT, "%-90s\n", last));
  }

  private static void writeWhole(FileChannel file, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  private static FileChannel append(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void cutTornEnd(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long end = bytes.length();
      while (end > 0 && byteAt(bytes, end - 1) != '\n') {
        end--;
      }
      bytes.setLength(end);
    }
  }

  private static int byteAt(RandomAccessFile bytes, long place) throws IOException {
    bytes.seek(place);
    return bytes.read();
  }

  private AuditChain.Link readAll(List<Path> files) throws IOException {
    String newest = null;
    for (Path file : files) {
      try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          newest = line;
          noteIntent(file, line);
        }
      }
    }
    try {
      return newest == null ? AuditChain.BEGIN : AuditChain.read(newest).link();
    } catch (IllegalArgumentException damaged) {
      throw new IOException(
          current + ": the last line cannot be continued: " + damaged.getMessage(), damaged);
    }
  }

  /** A damaged line is the verifier's business; it must not keep the gateway from starting. */
  private void noteIntent(Path file, String line) {
    if (!line.contains("\"kind\":\"intent\"")) {
      return;
    }
    try {
      JsonNode intent = JSON.readTree(line);
      noteWrite(intent.path("setpoint").asText(), Instant.parse(intent.path("time").asText()));
    } catch (JsonProcessingException | DateTimeParseException damaged) {
      log.warn("{}: a damaged line is not counted as a write; verify the audit", file);
    }
  }

  private void noteWrite(String setpoint, Instant time) {
    List<Instant> times = writes.computeIfAbsent(setpoint, name -> new ArrayList<>());
    times.add(time);
    if (times.size() > WRITES_KEPT) {
      times.subList(0, times.size() / 2).clear();
    }
  }
}
