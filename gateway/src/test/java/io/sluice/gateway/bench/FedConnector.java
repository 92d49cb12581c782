package io.sluice.gateway.bench;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.TagProblem;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A connection without a wire: whoever holds it says when the next scan comes. Its scans are a
 * tenth of a second apart by their own time, however fast they come.
 */
final class FedConnector implements Connector {
  private static final long INTERVAL = 100_000_000L;

  private final String name;
  private final TagGroup group;
  private final float[][] values;
  private final Instant begun;
  private final long begunNanos;
  private @Nullable Listener listener;
  private volatile long scans;

  private FedConnector(String name, List<Tag> tags, PlantClock clock) {
    this.name = name;
    this.group = new TagGroup(name, "live", Duration.ofNanos(INTERVAL), tags);
    this.begun = clock.now();
    this.begunNanos = clock.nanoTime();
    this.values = new float[Signal.PERIOD][tags.size()];
    for (int step = 0; step < Signal.PERIOD; step++) {
      for (int tag = 0; tag < tags.size(); tag++) {
        values[step][tag] = (float) Signal.value(tag, tag % PlantFiles.COLUMNS, step);
      }
    }
  }

  /** Options: the group, for the tag list. */
  record Options(@JsonPropertyDescription("The groups.") Map<String, Group> groups) {
    record Group(@JsonPropertyDescription("Unused.") Duration every) {}
  }

  /** Kind {@code fed}; remembers what it made. */
  static final class Kind implements ConnectorKind<Options> {
    private @Nullable FedConnector made;

    @Override
    public String name() {
      return "fed";
    }

    @Override
    public Class<Options> options() {
      return Options.class;
    }

    @Override
    public List<TagProblem> check(Options options, List<Tag> tags) {
      return List.of();
    }

    @Override
    public Connector create(String name, Options options, List<Tag> tags, PlantClock clock) {
      FedConnector connector = new FedConnector(name, tags, clock);
      made = connector;
      return connector;
    }

    FedConnector made() {
      if (made == null) {
        throw new IllegalStateException("no connection of kind fed");
      }
      return made;
    }
  }

  /** Makes the next scan, as a connector does after decoding. */
  Scan next() {
    long now = scans;
    float[] row = values[(int) (now % Signal.PERIOD)];
    Instant time = begun.plusNanos(now * INTERVAL);
    Scan.Builder scan = new Scan.Builder(group, now + 1, time, begunNanos + now * INTERVAL);
    for (int tag = 0; tag < row.length; tag++) {
      scan.number(tag, row[tag], 0, 0);
    }
    scans = now + 1;
    return scan.build();
  }

  void deliver(Scan scan) {
    if (listener != null) {
      listener.onScan(scan);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<TagGroup> groups() {
    return List.of(group);
  }

  @Override
  public void start(Listener to) {
    listener = to;
  }

  @Override
  public CompletionStage<Scan> read(List<Tag> tags) {
    throw new UnsupportedOperationException("nobody reads here");
  }

  @Override
  public CompletionStage<WriteResult> write(WriteRequest request) {
    return CompletableFuture.completedFuture(new WriteResult.Expired());
  }

  @Override
  public ConnectionStatus status() {
    long samples = scans * group.tags().size();
    return new ConnectionStatus(
        name, "fed", ConnectionState.ONLINE, begun, null, null, scans, samples, 0, 0, 0);
  }

  @Override
  public void close() {
    listener = null;
  }
}
