package io.sluice.gateway.setpoints;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the hash chain through an audit folder and names the first line that is wrong. */
public final class AuditVerifier {
  private static final int LONGEST_LINE = 1_000_000;

  private final Path folder;
  private final @Nullable AuditHead head;
  private AuditChain.@Nullable Link last;
  private long lines;
  private boolean headSeen;

  private AuditVerifier(Path folder, @Nullable AuditHead head) {
    this.folder = folder;
    this.head = head;
  }

  /** What was found. */
  public sealed interface Report {
    /**
     * Every line stands.
     *
     * @param first number of the oldest line kept; above 1 where older files were rotated away
     */
    record Sound(long lines, long first, long last) implements Report {}

    /**
     * The first bad line.
     *
     * @param file its file's name
     * @param line its place in the file, from 1
     */
    record Broken(String file, long line, String sentence) implements Report {}
  }

  private record AuditHead(AuditChain.Link link) {}

  /**
   * Verifies all files of the folder.
   *
   * @throws IOException where a file cannot be read
   */
  public static Report verify(Path folder) throws IOException {
    Path headFile = AuditFiles.head(folder);
    AuditHead head = null;
    if (Files.exists(headFile)) {
      try {
        head = new AuditHead(AuditChain.Link.parse(Files.readString(headFile)));
      } catch (IllegalArgumentException | MalformedInputException bad) {
        return new Report.Broken("audit.head", 1, "the head is damaged: " + bad.getMessage());
      }
    }
    return new AuditVerifier(folder, head).all();
  }

  private Report all() throws IOException {
    List<Path> files = AuditFiles.list(folder);
    for (Path file : files) {
      Report.Broken broken = file(file);
      if (broken != null) {
        return broken;
      }
    }
    AuditChain.Link end = last;
    if (head != null && !headSeen && !head.link().equals(AuditChain.BEGIN)) {
      String name = files.isEmpty() ? "audit.head" : name(files.get(files.size() - 1));
      return new Report.Broken(
          name,
          lines + 1,
          "lines are missing at the end: the last should be number " + head.link().seq());
    }
    long newest = end == null ? 0 : end.seq();
    return new Report.Sound(lines, newest - lines + 1, newest);
  }

  private Report.@Nullable Broken file(Path file) throws IOException {
    long place = 0;
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        place++;
        String fault = fault(line);
        if (fault != null) {
          return new Report.Broken(name(file), place, fault);
        }
      }
    } catch (MalformedInputException bad) {
      return new Report.Broken(name(file), place + 1, "it is not UTF-8 text");
    }
    return null;
  }

  private @Nullable String fault(String line) {
    if (line.length() > LONGEST_LINE) {
      return "it is too long for an audit line";
    }
    AuditChain.Linked read;
    try {
      read = AuditChain.read(line);
    } catch (IllegalArgumentException bad) {
      return bad.getMessage();
    }
    AuditChain.Link before = last == null ? begin(read) : last;
    if (read.link().seq() != before.seq() + 1 || !read.previous().equals(before.hash())) {
      return "it is number "
          + read.link().seq()
          + " and does not follow number "
          + before.seq()
          + ": lines were deleted, added or moved";
    }
    last = read.link();
    lines++;
    headSeen = headSeen || (head != null && head.link().equals(read.link()));
    return null;
  }

  /** Older files may have been rotated away: the oldest line kept is taken at its word. */
  private static AuditChain.Link begin(AuditChain.Linked first) {
    return first.link().seq() == 1
        ? AuditChain.BEGIN
        : new AuditChain.Link(first.link().seq() - 1, first.previous());
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
