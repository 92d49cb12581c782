package io.sluice.connectors.recording;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a recording that is played: scans come from the player, reads answer with what
 * was recorded last, writes as {@link Writes} says.
 */
public final class PlayedConnector implements Connector {
  private static final Duration READ = Duration.ofSeconds(1);

  private final String name;
  private final List<TagGroup> groups;
  private final Writes writes;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final Image image;
  private Runnable whenStarted = () -> {};
  private Runnable whenClosed = () -> {};
  private @Nullable Listener listener;
  private volatile ConnectionStatus status;

  /** What becomes of a write. */
  public enum Writes {
    /** Nobody can write the past. */
    REFUSED,
    /** The device shows the value, as if it had taken it, until the recording moves on. */
    IMAGINED
  }

  /**
   * @param loop the player's
   */
  PlayedConnector(
      String name, List<TagGroup> groups, Writes writes, PlantClock clock, PlantClock.Loop loop) {
    this.name = name;
    this.groups = List.copyOf(groups);
    this.writes = writes;
    this.clock = clock;
    this.loop = loop;
    this.image = new Image(this.groups);
    this.status =
        new ConnectionStatus(
            name, "recording", ConnectionState.OFFLINE, clock.now(), null, null, 0, 0, 0, 0, 0);
  }

  /** What is to happen when the gateway starts it, and when it closes it. */
  PlayedConnector on(Runnable started, Runnable closed) {
    whenStarted = started;
    whenClosed = closed;
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<TagGroup> groups() {
    return groups;
  }

  @Override
  public void start(Listener to) {
    loop.execute(
        () -> {
          listener = to;
          enter(ConnectionState.CONNECTING, null);
          whenStarted.run();
        });
  }

  @Override
  public CompletionStage<Scan> read(List<Tag> tags) {
    CompletableFuture<Scan> answer = new CompletableFuture<>();
    loop.execute(() -> answer.complete(readNow(tags)));
    return answer;
  }

  @Override
  public CompletionStage<WriteResult> write(WriteRequest request) {
    CompletableFuture<WriteResult> answer = new CompletableFuture<>();
    loop.execute(() -> answer.complete(written(request)));
    return answer;
  }

  @Override
  public ConnectionStatus status() {
    return status;
  }

  @Override
  public void close() {
    whenClosed.run();
  }

  /** A scan of one of the groups; on the loop. */
  void deliver(Scan scan) {
    Scan shown = image.seen(scan);
    if (status.state() != ConnectionState.ONLINE) {
      enter(ConnectionState.ONLINE, null);
    }
    ConnectionStatus was = status;
    status =
        new ConnectionStatus(
            name,
            was.kind(),
            was.state(),
            was.since(),
            good(shown).orElse(was.lastGoodScan()),
            was.lastError(),
            was.scans() + 1,
            was.samples() + shown.size(),
            was.scansMissed(),
            was.reconnects(),
            0);
    Listener to = listener;
    if (to != null) {
      to.onScan(shown);
    }
  }

  /** Scans that were missing in the recording; on the loop. */
  void missed(long scans) {
    ConnectionStatus was = status;
    status =
        new ConnectionStatus(
            name,
            was.kind(),
            was.state(),
            was.since(),
            was.lastGoodScan(),
            was.lastError(),
            was.scans(),
            was.samples(),
            was.scansMissed() + scans,
            was.reconnects(),
            0);
  }

  /** Where it stands from now on; on the loop. */
  void enter(ConnectionState state, @Nullable String why) {
    ConnectionStatus was = status;
    status =
        new ConnectionStatus(
            name,
            was.kind(),
            state,
            clock.now(),
            was.lastGoodScan(),
            why,
            was.scans(),
            was.samples(),
            was.scansMissed(),
            was.reconnects(),
            0);
    Listener to = listener;
    if (to != null) {
      to.onState(status);
    }
  }

  private Scan readNow(List<Tag> tags) {
    TagGroup group = new TagGroup(name, "read", READ, tags);
    long now = clock.nanoTime();
    long ticks = UtcTime.ofInstant(clock.now());
    Scan.Builder scan = new Scan.Builder(group, 1, clock.now(), now);
    for (int i = 0; i < tags.size(); i++) {
      if (status.state() == ConnectionState.OFFLINE) {
        scan.bad(i, StatusCode.BAD_NOT_CONNECTED, ticks);
      } else {
        image.read(tags.get(i), scan, i, now, ticks);
      }
    }
    return scan.build();
  }

  private WriteResult written(WriteRequest request) {
    if (writes == Writes.REFUSED) {
      return new WriteResult.Failed(
          StatusCode.BAD_NOT_WRITABLE, false, name + " is a recording: nobody can write the past");
    }
    if (clock.nanoTime() - request.notAfterNanos() > 0) {
      return new WriteResult.Expired();
    }
    Optional<Boolean> taken =
        request.permit().use(() -> image.write(request.tag(), request.value()));
    if (taken.isEmpty()) {
      return new WriteResult.Failed(StatusCode.BAD_SHUTDOWN, false, "the permit was withdrawn");
    }
    return taken.get()
        ? new WriteResult.Confirmed(request.value())
        : new WriteResult.Failed(
            StatusCode.BAD_NOT_CONNECTED, false, "its tag was Bad at that time");
  }

  private static Optional<Instant> good(Scan scan) {
    for (int i = 0; i < scan.size(); i++) {
      if (StatusCode.isGood(scan.status(i))) {
        return Optional.of(scan.readTime());
      }
    }
    return Optional.empty();
  }
}
