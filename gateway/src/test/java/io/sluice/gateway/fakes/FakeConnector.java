package io.sluice.gateway.fakes;

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
import io.sluice.gateway.setpoints.Port;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A device in memory: it is scanned at its groups' intervals, answers reads after 1 ms and takes
 * writes after 2 ms. Its link can be cut.
 */
public final class FakeConnector implements Connector, Port {
  private static final Duration READ = Duration.ofMillis(1);
  private static final Duration WRITE = Duration.ofMillis(2);

  private final String name;
  private final List<TagGroup> groups;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final Feed feed;
  private final Map<String, Double> values = new ConcurrentHashMap<>();
  private final List<WriteRequest> writes = new CopyOnWriteArrayList<>();
  private Runnable physics = () -> {};
  private @Nullable Listener listener;
  private volatile ConnectionState state = ConnectionState.OFFLINE;
  private final AtomicLong scans = new AtomicLong();

  public FakeConnector(String name, List<TagGroup> groups, PlantClock clock) {
    this.name = name;
    this.groups = List.copyOf(groups);
    this.clock = clock;
    this.loop = clock.loop("fake-" + name);
    this.feed = new Feed(clock);
    groups.forEach(group -> group.tags().forEach(tag -> values.put(tag.name(), 0.0)));
  }

  /** What happens in the device before each scan. */
  public void physics(Runnable step) {
    physics = step;
  }

  public void set(String tag, double value) {
    values.put(tag, value);
  }

  public double get(String tag) {
    return values.getOrDefault(tag, 0.0);
  }

  /** Writes that reached the device, in order. */
  public List<WriteRequest> writes() {
    return List.copyOf(writes);
  }

  /** Nothing answers any more; each group hears of it by a scan of Bad samples. */
  public void cut() {
    state = ConnectionState.BACKOFF;
    loop.execute(
        () -> groups.forEach(group -> deliver(feed.bad(group, StatusCode.BAD_NOT_CONNECTED))));
  }

  public void mend() {
    state = ConnectionState.ONLINE;
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
    listener = to;
    state = ConnectionState.ONLINE;
    groups.forEach(this::scanLater);
  }

  /** The group as it is now. */
  public Scan scan(TagGroup group) {
    return scan(group, group.tags());
  }

  @Override
  public CompletionStage<Scan> read(List<Tag> tags) {
    CompletableFuture<Scan> answer = new CompletableFuture<>();
    TagGroup group = new TagGroup(name, "read", Duration.ofSeconds(1), tags);
    loop.schedule(
        READ,
        () ->
            answer.complete(
                online() ? scan(group, tags) : feed.bad(group, StatusCode.BAD_NOT_CONNECTED)));
    return answer;
  }

  @Override
  public CompletionStage<WriteResult> write(WriteRequest request) {
    CompletableFuture<WriteResult> answer = new CompletableFuture<>();
    loop.schedule(WRITE, () -> answer.complete(written(request)));
    return answer;
  }

  @Override
  public ConnectionStatus status() {
    return new ConnectionStatus(
        name, "fake", state, Instant.EPOCH, null, null, scans.get(), 0, 0, 0, 0);
  }

  @Override
  public void close() {
    state = ConnectionState.OFFLINE;
    loop.close();
  }

  private boolean online() {
    return state == ConnectionState.ONLINE;
  }

  private WriteResult written(WriteRequest request) {
    if (!online()) {
      return new WriteResult.Failed(StatusCode.BAD_NOT_CONNECTED, false, "not connected");
    }
    if (clock.nanoTime() - request.notAfterNanos() > 0) {
      return new WriteResult.Expired();
    }
    writes.add(request);
    values.put(request.tag().name(), request.value());
    return new WriteResult.Confirmed(request.value());
  }

  private void scanLater(TagGroup group) {
    loop.schedule(
        group.interval(),
        () -> {
          if (online()) {
            physics.run();
            deliver(scan(group));
          }
          scanLater(group);
        });
  }

  private Scan scan(TagGroup group, List<Tag> tags) {
    Scan.Builder scan = feed.begin(group);
    long now = UtcTime.ofInstant(clock.now());
    List<Tag> all = new ArrayList<>(tags);
    for (int i = 0; i < all.size(); i++) {
      scan.number(i, get(all.get(i).name()), StatusCode.GOOD.code(), now);
    }
    return scan.build();
  }

  private void deliver(Scan scan) {
    Listener to = listener;
    if (to != null) {
      scans.incrementAndGet();
      to.onScan(scan);
    }
  }
}
