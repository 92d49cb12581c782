package io.sluice.gateway.config.online;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.GrantedInterval;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.TagProblem;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.VirtualClock;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Devices in memory on a virtual clock: one request for every tag, each taking 9 ms. A tag whose
 * address is {@code missing} is Bad, one whose address is {@code high} out of range; a connection
 * to {@code away} is refused; a group called {@code served} is kept by the peer, at twice the time.
 */
final class SlowKind implements ConnectorKind<SlowKind.Options> {
  private static final Duration REQUEST = Duration.ofMillis(9);

  private final VirtualClock time;

  SlowKind(VirtualClock time) {
    this.time = time;
  }

  record Options(String url, @NotEmpty Map<String, Group> groups) {}

  record Group(Duration every) {}

  @Override
  public String name() {
    return "slow";
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
  public OptionalInt requests(Options options, List<Tag> tags) {
    return options.groups().containsKey("served")
        ? OptionalInt.empty()
        : OptionalInt.of(tags.size());
  }

  @Override
  public List<GrantedInterval> granted(
      String name, Options options, List<Tag> tags, PlantClock clock) {
    Group served = options.groups().get("served");
    if (served == null) {
      return List.of();
    }
    TagGroup group = new TagGroup(name, "served", served.every(), tags);
    Duration twice = served.every().multipliedBy(2);
    return List.of(new GrantedInterval(group, twice, twice));
  }

  @Override
  public Connector create(String name, Options options, List<Tag> tags, PlantClock clock) {
    return new Device(name, options);
  }

  private final class Device implements Connector {
    private final String name;
    private final Options options;

    Device(String name, Options options) {
      this.name = name;
      this.options = options;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public List<TagGroup> groups() {
      return List.of();
    }

    @Override
    public void start(Listener listener) {
      listener.onState(status());
    }

    @Override
    public CompletionStage<Scan> read(List<Tag> tags) {
      time.advance(REQUEST.multipliedBy(tags.size()));
      TagGroup group = new TagGroup(name, "read", REQUEST, tags);
      Scan.Builder scan = new Scan.Builder(group, 1, time.now(), time.nanoTime());
      long now = UtcTime.ofInstant(time.now());
      for (int tag = 0; tag < tags.size(); tag++) {
        if (tags.get(tag).address().equals("missing")) {
          scan.bad(tag, StatusCode.BAD_NODE_ID_UNKNOWN, now);
        } else {
          scan.number(tag, tags.get(tag).address().equals("high") ? 900 : 5, 0, now);
        }
      }
      return CompletableFuture.completedFuture(scan.build());
    }

    @Override
    public CompletionStage<WriteResult> write(WriteRequest request) {
      throw new AssertionError("a check never writes");
    }

    @Override
    public ConnectionStatus status() {
      boolean away = options.url().contains("away");
      @Nullable String error = away ? "connection refused" : null;
      ConnectionState state = away ? ConnectionState.BACKOFF : ConnectionState.ONLINE;
      return new ConnectionStatus(name, "slow", state, time.now(), null, error, 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }
}
