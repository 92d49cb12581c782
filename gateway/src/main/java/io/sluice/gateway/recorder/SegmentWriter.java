package io.sluice.gateway.recorder;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.recording.Recorded;
import io.sluice.connectors.recording.RecordingWriter;
import io.sluice.gateway.options.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries into one file of the ring after another and keeps the ring within its bounds.
 * Where the disk does not take them it waits, and tries again. For one thread at a time.
 */
final class SegmentWriter {
  private static final Duration LENGTH = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofSeconds(10);

  /** A file is no larger than this part of the ring, so that the ring holds most of its bytes. */
  private static final int PARTS = 16;

  /** A block may be written at once before anybody looks at the bounds again. */
  private static final long SLACK = 128 << 10;

  private final RecorderOptions options;
  private final Path directory;
  private final PlantClock clock;
  private final FlightRecorder.FreeDisk disk;
  private List<TagGroup> groups;
  private @Nullable Ring ring;
  private Ring.@Nullable Segment segment;
  private @Nullable RecordingWriter writer;
  private @Nullable String problem;
  private long retryNanos;
  private long begunNanos;
  private long forcedNanos;
  private long written;

  SegmentWriter(
      RecorderOptions options,
      Path directory,
      List<TagGroup> groups,
      PlantClock clock,
      FlightRecorder.FreeDisk disk) {
    this.options = options;
    this.directory = directory;
    this.groups = List.copyOf(groups);
    this.clock = clock;
    this.disk = disk;
  }

  /** Takes an entry; false where it is lost. */
  boolean write(Recorded entry) {
    if (problem != null && clock.nanoTime() - retryNanos < 0) {
      return false;
    }
    try {
      put(entry);
      problem = null;
      return true;
    } catch (IOException refused) {
      pause("the disk does not take it: " + refused.getMessage());
      return false;
    } catch (IllegalArgumentException tooLarge) {
      return false;
    }
  }

  /** Brings to disk what has waited long enough, and forgets what is too old. */
  void tick() {
    try {
      RecordingWriter open = writer;
      if (open != null && clock.nanoTime() - forcedNanos >= options.write().toNanos()) {
        open.flush();
        open.force();
        forcedNanos = clock.nanoTime();
        bound(open);
      }
      Ring known = ring;
      if (known != null) {
        known.forgetBefore(clock.now().minus(options.maxAge()), LENGTH);
      }
    } catch (IOException refused) {
      pause("the disk does not take it: " + refused.getMessage());
    }
  }

  /** Ends the file. */
  void close() {
    try {
      endSegment();
    } catch (IOException refused) {
      problem = "the last file was not ended: " + refused.getMessage();
    }
  }

  @Nullable String problem() {
    return problem;
  }

  long bytes() {
    return (ring == null ? 0 : ring.bytes()) + (writer == null ? 0 : writer.bytes());
  }

  int segments() {
    return (ring == null ? 0 : ring.size()) + (writer == null ? 0 : 1);
  }

  @Nullable Instant oldest() {
    Instant finished = ring == null ? null : ring.oldest();
    return finished == null && segment != null ? segment.begin() : finished;
  }

  long written() {
    return written + (writer == null ? 0 : writer.bytes());
  }

  private void put(Recorded entry) throws IOException {
    if (entry instanceof Recorded.Read read && !knows(read.scan().group())) {
      learn(read.scan().group());
    }
    RecordingWriter open = writer == null ? beginSegment() : writer;
    if (entry instanceof Recorded.Read read) {
      open.write(read.scan());
    } else if (entry instanceof Recorded.Mark mark) {
      open.write(mark);
    }
    bound(open);
  }

  /** By identity, as the recording does: a connection that was made anew has groups of its own. */
  @SuppressWarnings("ReferenceEquality") // An equal group of another connector is another group.
  private boolean knows(TagGroup group) {
    return groups.stream().anyMatch(one -> one == group);
  }

  /** A connection has other tags now: what follows needs a file that knows them. */
  private void learn(TagGroup group) throws IOException {
    endSegment();
    List<TagGroup> known = new ArrayList<>(groups);
    known.removeIf(
        one -> one.connection().equals(group.connection()) && one.name().equals(group.name()));
    known.add(group);
    groups = List.copyOf(known);
  }

  private RecordingWriter beginSegment() throws IOException {
    Ring into = ring == null ? Ring.open(directory) : ring;
    ring = into;
    long free = disk.bytes(directory);
    if (free < options.reserve().bytes()) {
      throw new IOException(new Size(free) + " are free, reserve is " + options.reserve());
    }
    Ring.Segment next = into.next(clock.now());
    RecordingWriter begun = RecordingWriter.create(next.file(), groups);
    segment = next;
    writer = begun;
    begunNanos = clock.nanoTime();
    forcedNanos = begunNanos;
    return begun;
  }

  /** Files are short in time and bytes; the ring as a whole keeps to its bytes. */
  private void bound(RecordingWriter open) throws IOException {
    long most = options.maxBytes().bytes();
    if (open.bytes() > most / PARTS || clock.nanoTime() - begunNanos >= LENGTH.toNanos()) {
      endSegment();
    }
    Ring known = ring;
    if (known != null) {
      known.shrinkTo(Math.max(0, most - SLACK - most / PARTS));
    }
  }

  private void endSegment() throws IOException {
    RecordingWriter open = writer;
    Ring.Segment begun = segment;
    writer = null;
    segment = null;
    if (open != null && begun != null && ring != null) {
      try {
        open.close();
      } finally {
        written += open.bytes();
        ring.add(new Ring.Segment(begun.file(), begun.number(), begun.begin(), open.bytes()));
      }
    }
  }

  private void pause(String why) {
    try {
      endSegment();
    } catch (IOException also) {
      problem = why;
    }
    problem = why + "; it tries again every " + RETRY.toSeconds() + " s";
    retryNanos = clock.nanoTime() + RETRY.toNanos();
  }
}
