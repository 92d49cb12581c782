package io.sluice.gateway.replay;

import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.GroupTruth;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A stand-in whose writes go into the run's log. */
final class LoggedConnector implements Connector {
  private final Connector standIn;
  private final PlantClock clock;
  private final RunLog log;

  LoggedConnector(Connector standIn, PlantClock clock, RunLog log) {
    this.standIn = standIn;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public String name() {
    return standIn.name();
  }

  @Override
  public List<TagGroup> groups() {
    return standIn.groups();
  }

  @Override
  public void start(Listener listener) {
    standIn.start(listener);
  }

  @Override
  public CompletionStage<Scan> read(List<Tag> tags) {
    return standIn.read(tags);
  }

  @Override
  public CompletionStage<WriteResult> write(WriteRequest request) {
    return standIn
        .write(request)
        .thenApply(
            result -> {
              log.written(
                  new RunLog.Written(
                      clock.now(), name(), request.tag().name(), request.value(), result));
              return result;
            });
  }

  @Override
  public ConnectionStatus status() {
    return standIn.status();
  }

  @Override
  public List<GroupTruth> truth(int mostTags) {
    return standIn.truth(mostTags);
  }

  @Override
  public void close() {
    standIn.close();
  }
}
