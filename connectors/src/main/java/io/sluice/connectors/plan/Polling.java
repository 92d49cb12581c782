package io.sluice.connectors.plan;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.GroupReports;
import io.sluice.connectors.link.SessionOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reading half of a session whose groups are polled: scans at their intervals, single reads
 * between them. Used on the connection's loop.
 */
public final class Polling {
  private final GroupReports<Supplier<@Nullable String>> reports;
  private final List<GroupPoll> polls = new ArrayList<>();
  private final Function<TagGroup, BlockReader<?>> readers;
  private final Turns turns;
  private final PlantClock clock;
  private final KeepAlive keepAlive;

  /**
   * What polling is made of.
   *
   * @param groups with their plans, which outlive the session
   * @param readers makes what reads a group over this connection
   * @param turns of this connection
   * @param trouble what is wrong beyond the groups, or null; told before theirs
   */
  public record Parts(
      List<GroupPlan> groups,
      Function<TagGroup, BlockReader<?>> readers,
      Turns turns,
      Supplier<@Nullable String> trouble) {}

  public Polling(Parts parts, SessionOwner owner, PlantClock clock, PlantClock.Loop loop) {
    List<Supplier<@Nullable String>> troubles = new ArrayList<>();
    this.reports = new GroupReports<>(owner, troubles, Supplier::get);
    this.readers = parts.readers();
    this.turns = parts.turns();
    this.clock = clock;
    this.keepAlive = new KeepAlive(parts, clock, loop);
    troubles.add(parts.trouble());
    for (GroupPlan group : parts.groups()) {
      ScanBuffer buffer = new ScanBuffer(group.feed().group().tags());
      ScanRun<?> run = run(group.feed().group(), group.plan(), buffer);
      GroupPoll poll =
          new GroupPoll(group, new GroupPoll.Reading(buffer, run), reports, clock, loop);
      polls.add(poll);
      troubles.add(poll::trouble);
    }
  }

  public void begin() {
    polls.forEach(GroupPoll::begin);
    keepAlive.begin();
  }

  /** Reads the tags now, before scans that wait; Bad where the connection breaks meanwhile. */
  public CompletionStage<Scan> read(TagGroup tags, List<Place> places) {
    CompletableFuture<Scan> result = new CompletableFuture<>();
    Feed once = new Feed(tags, clock);
    ScanBuffer buffer = new ScanBuffer(tags.tags());
    run(tags, new ScanPlan(places), buffer)
        .start(
            new ScanRun.Goal(
                true,
                () -> result.complete(buffer.into(once.next())),
                () -> result.complete(once.bad(StatusCode.BAD_COMMUNICATION_ERROR))));
    return result;
  }

  /** The session is given up: nothing is scanned or reported lost any more. */
  public void end(Throwable why) {
    reports.end();
    polls.forEach(GroupPoll::end);
    keepAlive.end();
    turns.end(why);
  }

  /** The connection is no good any more. */
  public void lost(String sentence) {
    reports.lost(sentence);
  }

  private ScanRun<?> run(TagGroup group, ScanPlan plan, ScanBuffer buffer) {
    return run(readers.apply(group), plan, buffer);
  }

  private <A> ScanRun<A> run(BlockReader<A> reader, ScanPlan plan, ScanBuffer buffer) {
    return new ScanRun<>(plan, reader, buffer, turns, clock);
  }
}
