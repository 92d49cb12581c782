package io.sluice.gateway.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The recorder's files, oldest first: {@code 0000000012-20261120T060000Z.sluicerec}. The number
 * orders them, whatever the wall clock does. Not thread-safe.
 */
final class Ring {
  private static final Pattern NAME = Pattern.compile("(\\d{10})-(\\d{8}T\\d{6}Z)\\.sluicerec");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path directory;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private long bytes;
  private long last;

  /**
   * One file.
   *
   * @param begin when it was begun
   */
  record Segment(Path file, long number, Instant begin, long bytes) {}

  private Ring(Path directory) {
    this.directory = directory;
  }

  /** Takes over what is there. */
  static Ring open(Path directory) throws IOException {
    Files.createDirectories(directory);
    Ring ring = new Ring(directory);
    for (Segment segment : segments(directory)) {
      ring.add(segment);
    }
    return ring;
  }

  /** The files of a ring, oldest first; none where the directory is not there. */
  static List<Segment> segments(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Segment> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        Instant begin = name.matches() ? begin(name.group(2)) : null;
        if (begin != null) {
          found.add(
              new Segment(file, Long.parseLong(name.group(1)), begin, file.toFile().length()));
        }
      }
    }
    return found;
  }

  /** Where the next file is to be. */
  Segment next(Instant now) {
    last++;
    String name = String.format(Locale.ROOT, "%010d-%s.sluicerec", last, TIME.format(now));
    return new Segment(directory.resolve(name), last, now, 0);
  }

  /** A file is finished. */
  void add(Segment segment) {
    segments.addLast(segment);
    bytes += segment.bytes();
    last = Math.max(last, segment.number());
  }

  /** Deletes the oldest files until the rest has this many bytes or less. */
  void shrinkTo(long most) throws IOException {
    while (bytes > most && !segments.isEmpty()) {
      deleteOldest();
    }
  }

  /** Deletes the files that were begun before. */
  void forgetBefore(Instant oldest, Duration length) throws IOException {
    while (!segments.isEmpty() && segments.getFirst().begin().plus(length).isBefore(oldest)) {
      deleteOldest();
    }
  }

  long bytes() {
    return bytes;
  }

  int size() {
    return segments.size();
  }

  @Nullable Instant oldest() {
    return segments.isEmpty() ? null : segments.getFirst().begin();
  }

  private void deleteOldest() throws IOException {
    Segment oldest = segments.getFirst();
    Files.deleteIfExists(oldest.file());
    segments.removeFirst();
    bytes -= oldest.bytes();
  }

  private static @Nullable Instant begin(String text) {
    try {
      return TIME.parse(text, Instant::from);
    } catch (DateTimeException notOurs) {
      return null;
    }
  }
}
