package io.sluice.gateway.assets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest alarm records of the gateway for people to look back at, as lines of JSON: {@value
 * #MOST} in memory, and two files that replace each other, so that a restart remembers. A line may
 * be lost with a power cut; the spool and the audit lose none. Thread-safe.
 */
final class AlarmHistory {
  static final int MOST = 1_000;

  private static final Logger log = LoggerFactory.getLogger(AlarmHistory.class);
  private static final long LARGEST = 1L << 20;

  private final Path file;
  private final Path older;
  private final Deque<String> lines = new ArrayDeque<>();
  private long unwritten;

  AlarmHistory(Path folder) {
    file = folder.resolve("history.jsonl");
    older = folder.resolve("history.1.jsonl");
  }

  synchronized void read() throws IOException {
    for (Path one : List.of(older, file)) {
      if (Files.exists(one) && Files.size(one) > 2 * LARGEST) {
        log.warn("{} has more than {} bytes and is not read", one.getFileName(), 2 * LARGEST);
      } else if (Files.exists(one)) {
        String text = new String(Files.readAllBytes(one), StandardCharsets.UTF_8);
        // What a power cut has torn has no end of line, and would damage the next one.
        int whole = text.lastIndexOf('\n') + 1;
        text.substring(0, whole).lines().forEach(this::remember);
        if (whole < text.length()) {
          Files.writeString(one, text.substring(0, whole));
        }
      }
    }
  }

  /** Adds a line; a disk that takes none is counted and does not stop anything. */
  synchronized void add(String line) {
    remember(line);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (Files.exists(file) && Files.size(file) >= LARGEST) {
        Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException refused) {
      if (unwritten++ == 0) {
        log.warn("the alarm history cannot be written: {}", refused.toString());
      }
    }
  }

  /** Lines that are in memory only, because the disk refused them. */
  synchronized long unwritten() {
    return unwritten;
  }

  /** The newest lines, oldest first. */
  synchronized List<String> newest(int most) {
    return lines.stream().skip(Math.max(0, lines.size() - most)).toList();
  }

  private void remember(String line) {
    lines.addLast(line);
    if (lines.size() > MOST) {
      lines.removeFirst();
    }
  }
}
