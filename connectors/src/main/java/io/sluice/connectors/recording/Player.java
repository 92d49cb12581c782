package io.sluice.connectors.recording;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plays a recording on a clock, at the spacing at which it was recorded and in its order, through
 * one connector for each connection. Where the recorded monotonic clock went back, the next scan
 * follows at once.
 *
 * <p>Everything but {@link #connector} runs on the loop; what is asked is for that thread too.
 */
public final class Player {
  /** Between the end of a recording and its beginning, where it is played for ever. */
  private static final long BREATH = Duration.ofMillis(100).toNanos();

  private final Source source;
  private final Timing timing;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final List<PlayedConnector> connectors = new ArrayList<>();
  private final IdentityHashMap<TagGroup, PlayedConnector> byGroup = new IdentityHashMap<>();
  private final IdentityHashMap<TagGroup, Long> sequences = new IdentityHashMap<>();
  private final List<Entry.Mark> marks = new ArrayList<>();
  private Function<Tag, String> recordedName = Tag::name;
  private State state = State.READY;
  private @Nullable Recording recording;
  private @Nullable Casting casting;
  private @Nullable String end;
  private @Nullable Instant firstRead;
  private @Nullable Instant lastRead;
  private long firstNanos;
  private long beginNanos;
  private long dueNanos;
  private long played;
  private long missed;
  private boolean first = true;

  /** Opens the recording; again where it is played for ever. */
  @FunctionalInterface
  public interface Source {
    Recording open() throws RecordingException;
  }

  /** Which times the scans have. */
  public enum Times {
    /** Those of the recording; the clock should stand at its beginning. */
    KEPT,
    /** As if they were read now; source times keep their distance to it. */
    SHIFTED
  }

  /** What happens at the end. */
  public enum Repeat {
    /** All tags turn Bad_NoCommunication and stay so. */
    ONCE,
    FOREVER
  }

  /**
   * How to play.
   *
   * @param times of the scans
   * @param repeat at the end; KEPT times cannot be repeated
   */
  public record Timing(Times times, Repeat repeat) {}

  /** Where it stands. */
  public enum State {
    READY,
    PLAYING,
    ENDED,
    FAILED
  }

  /**
   * @param loop runs the player and its connectors
   */
  public Player(Source source, Timing timing, PlantClock clock, PlantClock.Loop loop) {
    this.source = source;
    this.timing = timing;
    this.clock = clock;
    this.loop = loop;
  }

  /** A connector for these groups; before {@link #begin}. */
  public PlayedConnector connector(
      String name, List<TagGroup> groups, PlayedConnector.Writes writes) {
    PlayedConnector connector = new PlayedConnector(name, groups, writes, clock, loop);
    connectors.add(connector);
    groups.forEach(group -> byGroup.put(group, connector));
    return connector;
  }

  /** Says under which name a tag was recorded, where that is not its own; before the beginning. */
  Player recordedAs(Function<Tag, String> name) {
    recordedName = name;
    return this;
  }

  /** Begins to play; the first scan comes at once. */
  public void begin() {
    loop.execute(
        () -> {
          if (state == State.READY) {
            open();
          }
        });
  }

  /** Stops playing and lets go of the file. */
  public void close() {
    state = State.ENDED;
    if (recording != null) {
      recording.close();
    }
    recording = null;
  }

  public State state() {
    return state;
  }

  /** Why it failed or what the recording lacks at its end; empty where nothing is wrong. */
  public Optional<String> trouble() {
    return Optional.ofNullable(end);
  }

  /** Recorded scans played so far. */
  public long played() {
    return played;
  }

  /** Scans that the recording lacks by its own numbers. */
  public long missed() {
    return missed;
  }

  /** Alarms that were marked in it so far. */
  public List<Entry.Mark> marks() {
    return List.copyOf(marks);
  }

  /** Read time of the first recorded scan, empty before it. */
  public Optional<Instant> firstRead() {
    return Optional.ofNullable(firstRead);
  }

  /** Read time of the newest recorded scan, empty before the first. */
  public Optional<Instant> lastRead() {
    return Optional.ofNullable(lastRead);
  }

  /** Of the configured tags those that were not recorded; empty before the beginning. */
  public List<String> notRecorded() {
    return casting == null ? List.of() : casting.missing();
  }

  /** Units and types that are others now than when it was recorded. */
  public List<String> differences() {
    return casting == null ? List.of() : casting.differences();
  }

  private void open() {
    try {
      Recording opened = source.open();
      recording = opened;
      if (casting == null) {
        List<TagGroup> targets = new ArrayList<>();
        connectors.forEach(one -> targets.addAll(one.groups()));
        casting = new Casting(opened.groups(), targets, recordedName);
      } else {
        casting.recordedAgain(opened.groups());
      }
      sequences.clear();
      first = true;
      state = State.PLAYING;
      next(opened);
    } catch (RecordingException unreadable) {
      fail(String.valueOf(unreadable.getMessage()));
    }
  }

  /** Looks for the next scan and waits until it is due. */
  private void next(Recording from) {
    try {
      Entry entry = from.next();
      while (entry instanceof Entry.Mark mark) {
        note(mark);
        entry = from.next();
      }
      if (entry instanceof Entry.Read read) {
        await(from, read.scan());
      } else {
        finish(from);
      }
    } catch (RecordingException damaged) {
      fail(String.valueOf(damaged.getMessage()));
    }
  }

  private void note(Entry.Mark mark) {
    if (marks.size() < 10_000) {
      marks.add(mark);
    }
  }

  private void await(Recording from, Scan scan) {
    if (first) {
      first = false;
      firstNanos = scan.readNanos();
      beginNanos = clock.nanoTime();
      dueNanos = beginNanos;
      firstRead = firstRead == null ? scan.readTime() : firstRead;
    }
    dueNanos = Math.max(dueNanos, beginNanos + (scan.readNanos() - firstNanos));
    loop.schedule(
        Duration.ofNanos(Math.max(0, dueNanos - clock.nanoTime())), () -> play(from, scan));
  }

  private void play(Recording from, Scan scan) {
    if (state != State.PLAYING || recording != from) {
      return;
    }
    played++;
    lastRead = scan.readTime();
    countMissed(scan);
    Casting to = casting;
    if (to != null) {
      for (Scan one : to.cast(scan, stamp(scan))) {
        PlayedConnector connector = byGroup.get(one.group());
        if (connector != null) {
          connector.deliver(one);
        }
      }
    }
    next(from);
  }

  private Casting.Stamp stamp(Scan scan) {
    if (timing.times() == Times.KEPT) {
      return new Casting.Stamp(scan.readTime(), beginNanos + (scan.readNanos() - firstNanos), 0);
    }
    Instant now = clock.now();
    long later = UtcTime.ofInstant(now) - UtcTime.ofInstant(scan.readTime());
    return new Casting.Stamp(now, clock.nanoTime(), later);
  }

  private void countMissed(Scan scan) {
    Long before = sequences.put(scan.group(), scan.sequence());
    if (before != null && scan.sequence() - before > 1) {
      long hole = scan.sequence() - before - 1;
      missed += hole;
      connectors.stream().limit(1).forEach(one -> one.missed(hole));
    }
  }

  private void finish(Recording from) {
    end = from.torn().orElse(null);
    from.close();
    recording = null;
    if (timing.repeat() == Repeat.FOREVER && !first) {
      loop.schedule(Duration.ofNanos(BREATH), this::open);
    } else if (first && played == 0) {
      fail("the recording holds no scan");
    } else {
      state = State.ENDED;
      goOffline("the recording is at its end");
    }
  }

  private void fail(String why) {
    end = why;
    close();
    state = State.FAILED;
    goOffline(why);
  }

  /** Live, the last values must not look fresh; times that are kept end with the recording. */
  private void goOffline(String why) {
    for (PlayedConnector connector : connectors) {
      if (timing.times() == Times.SHIFTED) {
        connector.groups().forEach(group -> connector.deliver(bad(group)));
      }
      connector.enter(ConnectionState.OFFLINE, why);
    }
  }

  private Scan bad(TagGroup group) {
    Casting to = casting;
    long sequence = to == null ? 1 : to.nextSequence(group);
    Scan.Builder scan = new Scan.Builder(group, sequence, clock.now(), clock.nanoTime());
    long ticks = UtcTime.ofInstant(clock.now());
    for (int i = 0; i < group.tags().size(); i++) {
      scan.bad(i, StatusCode.BAD_NO_COMMUNICATION, ticks);
    }
    return scan.build();
  }
}
