package io.sluice.gateway.recorder;

import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.recording.Recorded;
import io.sluice.connectors.recording.Recording;
import io.sluice.connectors.recording.RecordingException;
import io.sluice.connectors.recording.RecordingOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a recorder's ring, also while the recorder writes it: what is marked in it, and a span of
 * it as one file. Bounded memory. For one thread.
 */
public final class RecordingCut {
  /** A monotonic clock that has begun anew between two files is told by the wall clock. */
  private static final Duration DRIFT = Duration.ofSeconds(2);

  private final Path directory;
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * @param directory of the ring
   */
  public RecordingCut(Path directory) {
    this.directory = directory;
  }

  /**
   * One file of the ring.
   *
   * @param begin when it was begun
   */
  public record Part(Path file, Instant begin, long bytes) {}

  /** What came out. */
  public record Cut(long scans, long samples, long marks) {}

  /** The files, oldest first. */
  public List<Part> parts() throws IOException {
    return Ring.segments(directory).stream()
        .map(one -> new Part(one.file(), one.begin(), one.bytes()))
        .toList();
  }

  /** What could not be read, in sentences. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** The marks of all files, oldest first. */
  public List<Recorded.Mark> marks() throws IOException {
    List<Recorded.Mark> marks = new ArrayList<>();
    for (Ring.Segment segment : Ring.segments(directory)) {
      each(
          segment.file(),
          entry -> {
            if (entry instanceof Recorded.Mark mark) {
              marks.add(mark);
            }
          });
    }
    return marks;
  }

  /** When the alarm of this detector was last raised; empty where it is not in the ring. */
  public Optional<Instant> lastRaised(String detector) throws IOException {
    return marks().stream()
        .filter(mark -> mark.name().equals(detector) && mark.what().equals("raised"))
        .map(Recorded.Mark::time)
        .reduce((earlier, later) -> later);
  }

  /**
   * Writes what was read from one moment to the other into a file that is not there yet.
   *
   * @throws IOException where the file cannot be written; then it is not there
   */
  public Cut write(Instant from, Instant to, Path out) throws IOException {
    List<Ring.Segment> wanted =
        Ring.segments(directory).stream().filter(one -> !one.begin().isAfter(to)).toList();
    Map<TagGroup, TagGroup> groups = groups(wanted);
    boolean whole = false;
    RecordingOutput output = RecordingOutput.create(out, List.copyOf(groups.keySet()));
    try {
      Copier copier = new Copier(from, to, groups, output);
      for (Ring.Segment segment : wanted) {
        copier.newFile = true;
        each(segment.file(), copier::take);
      }
      output.close();
      whole = true;
      return new Cut(copier.scans, copier.samples, copier.marks);
    } finally {
      if (!whole) {
        output.close();
        Files.deleteIfExists(out);
      }
    }
  }

  @FunctionalInterface
  private interface Taker {
    void take(Recorded entry) throws IOException;
  }

  /** Damage costs the rest of its file, and is told; the file being written ends anywhere. */
  private void each(Path file, Taker taker) throws IOException {
    try (Recording recording = Recording.open(file, List.of())) {
      for (Recorded entry = recording.next(); entry != null; entry = recording.next()) {
        taker.take(entry);
      }
      recording.torn().ifPresent(notes::add);
    } catch (RecordingException damaged) {
      notes.add(String.valueOf(damaged.getMessage()));
    }
  }

  private Map<TagGroup, TagGroup> groups(List<Ring.Segment> segments) {
    Map<TagGroup, TagGroup> groups = new LinkedHashMap<>();
    for (Ring.Segment segment : segments) {
      try (Recording recording = Recording.open(segment.file(), List.of())) {
        recording.groups().forEach(group -> groups.putIfAbsent(group, group));
      } catch (RecordingException damaged) {
        notes.add(String.valueOf(damaged.getMessage()));
      }
    }
    return groups;
  }

  /** Copies the scans of a span, with one monotonic time over all files. */
  private static final class Copier {
    private final Instant from;
    private final Instant to;
    private final Map<TagGroup, TagGroup> groups;
    private final RecordingOutput output;
    private boolean newFile = true;
    private boolean any;
    private Instant lastTime = Instant.EPOCH;
    private long lastNanos;
    private long shift;
    private long scans;
    private long samples;
    private long marks;

    Copier(Instant from, Instant to, Map<TagGroup, TagGroup> groups, RecordingOutput output) {
      this.from = from;
      this.to = to;
      this.groups = groups;
      this.output = output;
    }

    void take(Recorded entry) throws IOException {
      if (entry instanceof Recorded.Mark mark && inside(mark.time())) {
        marks++;
        output.write(mark);
      } else if (entry instanceof Recorded.Read read && inside(read.scan().readTime())) {
        take(read.scan());
      }
    }

    private boolean inside(Instant time) {
      return !time.isBefore(from) && !time.isAfter(to);
    }

    private void take(Scan scan) throws IOException {
      if (newFile && any) {
        long expected = lastNanos + Duration.between(lastTime, scan.readTime()).toNanos();
        long off = expected - (scan.readNanos() + shift);
        shift += Math.abs(off) > DRIFT.toNanos() ? off : 0;
      }
      newFile = false;
      any = true;
      lastTime = scan.readTime();
      lastNanos = scan.readNanos() + shift;
      scans++;
      samples += scan.size();
      output.write(copy(scan, groups.getOrDefault(scan.group(), scan.group())));
    }

    private Scan copy(Scan scan, TagGroup group) {
      Scan.Builder copy =
          new Scan.Builder(group, scan.sequence(), scan.readTime(), scan.readNanos() + shift);
      for (int i = 0; i < scan.size(); i++) {
        String text = scan.text(i);
        if (text != null) {
          copy.text(scan.tagIndex(i), text, scan.status(i), scan.sourceTime(i));
        } else if (scan.hasValue(i)) {
          copy.number(scan.tagIndex(i), scan.value(i), scan.status(i), scan.sourceTime(i));
        } else {
          copy.bad(scan.tagIndex(i), new StatusCode(scan.status(i)), scan.sourceTime(i));
        }
      }
      return copy.build();
    }
  }
}
