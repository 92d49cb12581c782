package io.sluice.gateway.config.versions;

import io.sluice.connectors.PlantClock;
import io.sluice.gateway.config.Snapshot;
import io.sluice.gateway.config.UserFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the user has saved: looks at size, time and number of each file, waits until nothing
 * moves any more, reads all once and tells it where the contents differ from what was told before.
 *
 * <p>It asks instead of being told by the operating system: notifications do not come through
 * network file systems, overflow under many saves, and follow the file that an editor has renamed
 * away. Times are measured with the monotonic clock and files' times are only compared for being
 * equal, so a clock that steps changes nothing.
 *
 * <p>Runs on the loop that it was given; {@link #known} must be called there too.
 */
public final class FileWatch implements AutoCloseable {
  private final UserFiles files;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final Pace pace;
  private final Consumer<Snapshot> saved;
  private Snapshot told;
  private SortedMap<Path, String> stamps = new TreeMap<>();
  private @Nullable Moving moving;
  private volatile @Nullable Instant movingSince;
  private int looks;
  private boolean closed;

  /**
   * How often it looks, and how long it waits.
   *
   * @param every between two looks while nothing moves
   * @param closer between two looks while something does
   * @param settle nothing may have moved for this long
   * @param unfinished the same where a file looks half-written or a directory is gone
   * @param reread each so many looks all is read, whatever sizes and times say
   */
  public record Pace(
      Duration every, Duration closer, Duration settle, Duration unfinished, int reread) {
    public static Pace usual() {
      return new Pace(
          Duration.ofMillis(500),
          Duration.ofMillis(100),
          Duration.ofMillis(300),
          Duration.ofSeconds(2),
          20);
    }
  }

  /** Since when nothing has moved. */
  private record Moving(long stillSinceNanos) {}

  /**
   * Watches nothing yet.
   *
   * @param told what is known already and will not be told
   * @param saved gets each other content once; called on the loop
   */
  public FileWatch(
      UserFiles files,
      PlantClock clock,
      PlantClock.Loop loop,
      Snapshot told,
      Consumer<Snapshot> saved) {
    this.files = files;
    this.clock = clock;
    this.loop = loop;
    this.pace = Pace.usual();
    this.told = told;
    this.saved = saved;
  }

  /** Begins to look. */
  public void start() {
    // Whatever was saved between the reading of what is known and now is found by the first look.
    begin(clock.nanoTime());
    loop.execute(this::look);
  }

  /** Takes this as told: what lies on the disk now was put there by the gateway itself. */
  public void known(Snapshot snapshot) {
    told = snapshot;
    stamps = files.stamps();
    rest();
  }

  /** Since when files have been moving without coming to rest; empty while they are still. */
  public Optional<Instant> movingSince() {
    return Optional.ofNullable(movingSince);
  }

  /** Looks no more. */
  @Override
  public void close() {
    loop.execute(() -> closed = true);
  }

  private void look() {
    if (!closed) {
      step();
      loop.schedule(moving == null ? pace.every() : pace.closer(), this::look);
    }
  }

  private void step() {
    long now = clock.nanoTime();
    SortedMap<Path, String> seen = files.stamps();
    Moving since = moving;
    if (!seen.equals(stamps)) {
      stamps = seen;
      begin(now);
    } else if (since != null) {
      settle(Duration.ofNanos(now - since.stillSinceNanos()));
    } else if (++looks % pace.reread() == 0 && !files.read().hash().equals(told.hash())) {
      begin(now);
    }
  }

  /** What was read counts only where nothing moved while it was being read. */
  private void settle(Duration still) {
    if (still.compareTo(pace.settle()) < 0) {
      return;
    }
    Snapshot read = files.read();
    SortedMap<Path, String> after = files.stamps();
    if (!after.equals(stamps)) {
      stamps = after;
      begin(clock.nanoTime());
    } else if (!read.looksUnfinished(told) || still.compareTo(pace.unfinished()) >= 0) {
      rest();
      if (!read.hash().equals(told.hash())) {
        told = read;
        saved.accept(read);
      }
    }
  }

  private void begin(long now) {
    moving = new Moving(now);
    if (movingSince == null) {
      movingSince = clock.now();
    }
  }

  private void rest() {
    moving = null;
    movingSince = null;
  }
}
