package io.sluice.gateway.recorder;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.recording.Recorded;
import io.sluice.gateway.recorder.RecorderStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last hours of every scan on disk, bounded in bytes and age. Scans come in on any thread
 * and wait in a bounded queue for the recorder's own; what does not fit is dropped and counted, and
 * the plant never waits. A kill loses what waits, a power cut at most {@code write} more. A full
 * disk pauses recording until there is room.
 */
public final class FlightRecorder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FlightRecorder.class);

  private static final Duration DRAIN = Duration.ofMillis(200);
  private static final int MOST_WAITING = 16_384;

  /** Samples that may wait: 12 MB. */
  private static final long MOST_SAMPLES = 500_000;

  private final RecorderOptions options;
  private final PlantClock.Loop loop;
  private final SegmentWriter writer;
  private final ArrayBlockingQueue<Recorded> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong samplesWaiting = new AtomicLong();
  private final AtomicLong busy = new AtomicLong();
  private volatile RecorderStatus status;
  private boolean closed;
  private long scans;
  private long samples;
  private long lost;

  /** How much of the disk is free. */
  @FunctionalInterface
  interface FreeDisk {
    long bytes(Path directory) throws IOException;
  }

  /**
   * @param directory of the ring; made where it is not there
   * @param groups of the scans to come; others are taken too
   */
  public FlightRecorder(
      RecorderOptions options, Path directory, List<TagGroup> groups, PlantClock clock) {
    this(
        options,
        new SegmentWriter(
            options, directory, groups, clock, where -> Files.getFileStore(where).getUsableSpace()),
        clock);
  }

  FlightRecorder(RecorderOptions options, SegmentWriter writer, PlantClock clock) {
    this.options = options;
    this.writer = writer;
    this.loop = clock.loop("recorder");
    this.status =
        new RecorderStatus(
            options.mode() == RecorderOptions.Mode.ON ? State.ON : State.OFF,
            null,
            0,
            0,
            0,
            0,
            0,
            0,
            null,
            0);
  }

  /** Begins to record, where it is on. */
  public void start() {
    if (options.mode() == RecorderOptions.Mode.ON) {
      loop.execute(this::turn);
    }
  }

  /** Takes a scan; any thread. */
  public void onScan(Scan scan) {
    if (options.mode() == RecorderOptions.Mode.OFF) {
      return;
    }
    boolean room = samplesWaiting.addAndGet(scan.size()) <= MOST_SAMPLES;
    if (!room || !queue.offer(new Recorded.Read(scan))) {
      samplesWaiting.addAndGet(-scan.size());
      busy.incrementAndGet();
    }
  }

  /** Marks a moment, to be found again; any thread. */
  public void mark(Instant time, String name, String what, String text) {
    if (options.mode() == RecorderOptions.Mode.ON
        && !queue.offer(new Recorded.Mark(time, name, what, text))) {
      busy.incrementAndGet();
    }
  }

  /** How it stands; any thread. */
  public RecorderStatus status() {
    return withBusy(status);
  }

  /** Writes what waits and ends the file. */
  @Override
  public synchronized void close() {
    // An interrupted thread would have its file closed under it by the channel.
    boolean interrupted = Thread.interrupted();
    loop.close();
    if (options.mode() == RecorderOptions.Mode.ON && !closed) {
      closed = true;
      drain();
      writer.close();
      status = snapshot();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void turn() {
    if (!closed) {
      loop.schedule(DRAIN, this::turn);
      drain();
      writer.tick();
      status = snapshot();
    }
  }

  private void drain() {
    for (Recorded entry = queue.poll(); entry != null; entry = queue.poll()) {
      if (entry instanceof Recorded.Read read) {
        samplesWaiting.addAndGet(-read.scan().size());
      }
      if (!writer.write(entry)) {
        lost++;
      } else if (entry instanceof Recorded.Read read) {
        scans++;
        samples += read.scan().size();
      }
    }
  }

  private RecorderStatus snapshot() {
    String problem = writer.problem();
    State state =
        options.mode() == RecorderOptions.Mode.OFF
            ? State.OFF
            : problem == null ? State.ON : State.DISK_FULL;
    if (status.state() != state) {
      log.warn("recorder: {}", problem == null ? "records again" : problem);
    }
    return new RecorderStatus(
        state,
        problem,
        scans,
        samples,
        busy.get(),
        lost,
        writer.bytes(),
        writer.segments(),
        writer.oldest(),
        writer.written());
  }

  private RecorderStatus withBusy(RecorderStatus known) {
    return new RecorderStatus(
        known.state(),
        known.problem(),
        known.scans(),
        known.samples(),
        busy.get(),
        known.droppedDisk(),
        known.bytes(),
        known.segments(),
        known.oldest(),
        known.written());
  }
}
