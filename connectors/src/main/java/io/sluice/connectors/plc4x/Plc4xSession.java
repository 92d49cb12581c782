package io.sluice.connectors.plc4x;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.GroupReports;
import io.sluice.connectors.link.Sending;
import io.sluice.connectors.link.Session;
import io.sluice.connectors.link.SessionOwner;
import io.sluice.connectors.link.WireNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.exceptions.PlcRuntimeException;

/** One PLC4X connection object, from its first answer until the first thing that goes wrong. */
final class Plc4xSession implements Session {
  /** How long a refused tag is left alone. */
  private static final long RETRY_NANOS = 10_000_000_000L;

  private final PlcConnection connection;
  private final GroupReports<GroupPoll> reports;
  private final Plc4xLink link;
  private final PlantClock clock;
  private final Turns turns;
  private final List<GroupPoll> polls = new ArrayList<>();

  Plc4xSession(PlcConnection connection, SessionOwner owner, Plc4xLink link) {
    this.connection = connection;
    this.reports = new GroupReports<>(owner, polls, GroupPoll::trouble);
    this.link = link;
    this.clock = link.clock();
    this.turns = new Turns(link.loop(), link.timeout(), this::broken);
    link.feeds().forEach(feed -> polls.add(poll(feed)));
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
    reports.end();
    polls.forEach(GroupPoll::end);
    turns.end(new PlcRuntimeException("the connection was given up"));
  }

  @Override
  public void close() throws Exception {
    connection.close();
  }

  private void broken(Throwable why) {
    reports.lost(link.sentence(why));
  }

  private GroupPoll poll(Feed feed) {
    TagGroup group = feed.group();
    ScanBuffer buffer = new ScanBuffer(group.tags());
    ReadPlan plan = link.plan(group, RETRY_NANOS);
    GroupPoll.Parts parts = new GroupPoll.Parts(plan, buffer, run(group, plan, buffer));
    return new GroupPoll(feed, parts, reports, clock, link.loop());
  }

  private ScanRun run(TagGroup group, ReadPlan plan, ScanBuffer buffer) {
    Blocks blocks = new Blocks(connection, group.tags(), link.modbus());
    return new ScanRun(plan, blocks, buffer, turns, clock);
  }
}
