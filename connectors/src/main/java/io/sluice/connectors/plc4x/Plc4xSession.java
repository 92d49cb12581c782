package io.sluice.connectors.plc4x;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.Sending;
import io.sluice.connectors.link.Session;
import io.sluice.connectors.link.SessionOwner;
import io.sluice.connectors.link.WireNumber;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.exceptions.PlcRuntimeException;
import org.jspecify.annotations.Nullable;

/** One PLC4X connection object, from its first answer until the first thing that goes wrong. */
final class Plc4xSession implements Session, SessionOwner {
  private static final long RETRY_NANOS = 10_000_000_000L;

  private final PlcConnection connection;
  private final SessionOwner owner;
  private final Plc4xLink link;
  private final PlantClock clock;
  private final Turns turns;
  private final List<GroupPoll> polls;
  private @Nullable String trouble;

  Plc4xSession(PlcConnection connection, SessionOwner owner, Plc4xLink link) {
    this.connection = connection;
    this.owner = owner;
    this.link = link;
    this.clock = link.clock();
    this.turns = new Turns(link.loop(), link.timeout(), this::broken);
    this.polls = link.feeds().stream().map(this::poll).toList();
  }

  @Override
  public void begin() {
    polls.forEach(GroupPoll::begin);
  }

  @Override
  public CompletionStage<Scan> read(TagGroup tags) {
    CompletableFuture<Scan> result = new CompletableFuture<>();
    Feed once = new Feed(tags, clock);
    ScanBuffer buffer = new ScanBuffer(tags.tags());
    run(tags, link.plan(tags, RETRY_NANOS), buffer)
        .start(
            true,
            () -> result.complete(buffer.into(once.next())),
            () -> result.complete(once.bad(StatusCode.BAD_COMMUNICATION_ERROR)));
    return result;
  }

  @Override
  public CompletionStage<Sending> send(WriteRequest request) {
    WireNumber wire = WireNumber.of(request.tag(), request.tag().type(), request.value());
    if (wire instanceof WireNumber.Refused refused) {
      return CompletableFuture.completedFuture(
          Sending.failed(refused.status(), false, refused.reason()));
    }
    PlcWrite write =
        new PlcWrite(connection, request, link.writeTarget(request.tag(), wire), clock);
    turns.first(write);
    return write.outcome();
  }

  @Override
  public void end() {
    polls.forEach(GroupPoll::end);
    turns.end(new PlcRuntimeException("the connection was given up"));
  }

  @Override
  public void close() throws Exception {
    connection.close();
  }

  @Override
  public void scan(Scan scan) {
    owner.scan(scan);
    String found =
        polls.stream().map(GroupPoll::trouble).filter(Objects::nonNull).findFirst().orElse(null);
    if (!Objects.equals(found, trouble)) {
      trouble = found;
      if (found == null) {
        owner.healed();
      } else {
        owner.troubled(found);
      }
    }
  }

  @Override
  public void missed(long scans) {
    owner.missed(scans);
  }

  @Override
  public void lost(String reason) {
    owner.lost(reason);
  }

  @Override
  public void troubled(String reason) {
    owner.troubled(reason);
  }

  @Override
  public void healed() {
    owner.healed();
  }

  private void broken(Throwable why) {
    lost(link.sentence(why));
  }

  private GroupPoll poll(Feed feed) {
    TagGroup group = feed.group();
    ScanBuffer buffer = new ScanBuffer(group.tags());
    ReadPlan plan = link.plan(group, RETRY_NANOS);
    GroupPoll.Parts parts = new GroupPoll.Parts(plan, buffer, run(group, plan, buffer));
    return new GroupPoll(feed, parts, this, clock, link.loop());
  }

  private ScanRun run(TagGroup group, ReadPlan plan, ScanBuffer buffer) {
    Blocks blocks = new Blocks(connection, group.tags(), link.modbus());
    return new ScanRun(plan, blocks, buffer, turns, clock);
  }
}
