package io.sluice.gateway.replay;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A connection that a virtual run knows nothing of: it is never online. */
final class SilentConnector implements Connector {
  private static final String WHY = "nothing stands in for it in this run";

  private final String name;
  private final List<TagGroup> groups;
  private final PlantClock clock;
  private final Instant since;

  SilentConnector(String name, List<TagGroup> groups, PlantClock clock) {
    this.name = name;
    this.groups = List.copyOf(groups);
    this.clock = clock;
    this.since = clock.now();
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
  public void start(Listener listener) {
    // It has nothing to say.
  }

  @Override
  public CompletionStage<Scan> read(List<Tag> tags) {
    TagGroup group = new TagGroup(name, "read", Duration.ofSeconds(1), tags);
    Scan.Builder scan = new Scan.Builder(group, 1, clock.now(), clock.nanoTime());
    long time = UtcTime.ofInstant(clock.now());
    for (int i = 0; i < tags.size(); i++) {
      scan.bad(i, StatusCode.BAD_NOT_CONNECTED, time);
    }
    return CompletableFuture.completedStage(scan.build());
  }

  @Override
  public CompletionStage<WriteResult> write(WriteRequest request) {
    return CompletableFuture.completedStage(
        new WriteResult.Failed(StatusCode.BAD_NOT_CONNECTED, false, WHY));
  }

  @Override
  public ConnectionStatus status() {
    return new ConnectionStatus(
        name, "none", ConnectionState.OFFLINE, since, null, WHY, 0, 0, 0, 0, 0);
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
