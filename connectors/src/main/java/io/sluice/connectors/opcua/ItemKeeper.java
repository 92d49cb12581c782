package io.sluice.connectors.opcua;

import io.sluice.connectors.Missed;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.link.Feed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a group's tags monitored: those that the server refused or lost stand apart with their
 * reason and are asked for again, each with growing waits, while the others run on. Those for which
 * the server has no room are read instead.
 *
 * <p>On the connection's loop.
 */
final class ItemKeeper {
  private static final Duration SHORTEST_POLL = Duration.ofMillis(100);

  private final Standing standing;
  private final Feed feed;
  private final ItemRequests requests;
  private final OpcUaOptions.PublishGroup asked;
  private final SubscribedSession session;
  private final PlantClock clock;
  private final RefusedItems quarantine;
  private final Map<Integer, StatusCode> polled = new TreeMap<>();

  private @Nullable Samples samples;
  private boolean reading;
  private boolean ended;
  private PlantClock.@Nullable Timer retry;
  private PlantClock.@Nullable Timer poll;

  ItemKeeper(
      Standing standing,
      Feed feed,
      ItemRequests requests,
      OpcUaOptions.PublishGroup asked,
      SubscribedSession session) {
    this.standing = standing;
    this.feed = feed;
    this.requests = requests;
    this.asked = asked;
    this.session = session;
    this.clock = session.link().clock();
    this.quarantine = new RefusedItems(feed.group().tags());
  }

  /** Tells of what the server refused so far. */
  void begin(Samples into) {
    samples = into;
    standing.refused().forEach(this::refused);
    tell();
    schedule();
    schedulePoll();
  }

  void end() {
    ended = true;
    if (retry != null) {
      retry.cancel();
    }
    if (poll != null) {
      poll.cancel();
    }
  }

  /** A monitored tag reported this status code; its node may be gone, or be back. */
  void seen(int tag, int code) {
    boolean gone = (code & 0xFFFF_0000) == StatusCode.BAD_NODE_ID_UNKNOWN.code();
    if (gone && !quarantine.holds(tag)) {
      quarantine.add(tag, StatusCode.BAD_NODE_ID_UNKNOWN, clock.nanoTime());
      schedule();
    } else if (!gone && quarantine.holds(tag)) {
      quarantine.release(tag);
    }
  }

  /** What is wrong with the group's tags, or null. */
  @Nullable String trouble() {
    String refusals = quarantine.sentence();
    if (polled.isEmpty()) {
      return refusals;
    }
    String told =
        "requested "
            + feed.group().tags().size()
            + " tags, the server monitors "
            + standing.monitored()
            + "; "
            + polled.size()
            + " are read instead";
    return refusals == null ? told : told + "; " + refusals;
  }

  private void refused(int tag, StatusCode reason) {
    if (roomless(reason)) {
      polled.put(tag, reason);
      quarantine.release(tag);
    } else {
      polled.remove(tag);
      quarantine.add(tag, reason, clock.nanoTime());
    }
  }

  /** The node is there, but the server has no monitored item for it. */
  private static boolean roomless(StatusCode reason) {
    long code = Integer.toUnsignedLong(reason.code());
    return code == StatusCodes.Bad_TooManyMonitoredItems
        || code == StatusCodes.Bad_NotSupported
        || code == StatusCodes.Bad_ServiceUnsupported
        || code == StatusCodes.Bad_ResourceUnavailable
        || code == StatusCodes.Bad_OutOfMemory;
  }

  private void tell() {
    if (quarantine.isEmpty()) {
      return;
    }
    Scan.Builder scan = feed.next();
    long now = UtcTime.ofInstant(clock.now());
    quarantine.forEach((tag, reason) -> scan.bad(tag, reason, now));
    session.reports().scan(scan.build());
  }

  private void schedule() {
    Duration wait = quarantine.untilNext(clock.nanoTime());
    if (retry != null) {
      retry.cancel();
    }
    retry = wait == null || ended ? null : session.link().loop().schedule(wait, this::retry);
  }

  private void retry() {
    List<Integer> due = quarantine.due(clock.nanoTime());
    List<CompletableFuture<?>> deletions = new ArrayList<>();
    for (int tag : due) {
      long item = standing.item(tag);
      if (item != 0) {
        deletions.add(requests.delete(standing.id(), item).toCompletableFuture());
        standing.drop(tag, StatusCode.BAD_NODE_ID_UNKNOWN);
      }
    }
    CompletionStage<List<ItemRequests.Outcome>> made =
        CompletableFuture.allOf(deletions.toArray(new CompletableFuture<?>[0]))
            .handle((done, failed) -> due)
            .thenCompose(tags -> requests.create(standing.id(), tags));
    made.whenComplete(
        (outcomes, failure) ->
            session.link().loop().execute(() -> retried(due, outcomes, failure)));
  }

  private void retried(
      List<Integer> due,
      @Nullable List<ItemRequests.Outcome> outcomes,
      @Nullable Throwable failure) {
    if (ended) {
      return;
    }
    if (outcomes == null || failure != null) {
      due.forEach(tag -> quarantine.add(tag, StatusCode.BAD_NO_COMMUNICATION, clock.nanoTime()));
    } else {
      standing.take(outcomes, asked);
      for (ItemRequests.Outcome outcome : outcomes) {
        if (outcome.monitored()) {
          quarantine.release(outcome.tag());
        } else {
          refused(outcome.tag(), outcome.status());
        }
      }
    }
    tell();
    schedule();
  }

  private void schedulePoll() {
    if (!polled.isEmpty() && !ended) {
      poll = session.link().loop().schedule(longer(asked.publishing(), SHORTEST_POLL), this::poll);
    }
  }

  private void poll() {
    schedulePoll();
    if (reading) {
      session.reports().missed(feed.group(), Missed.BUSY, 1);
      return;
    }
    reading = true;
    List<Integer> tags = List.copyOf(polled.keySet());
    session
        .readNow(tags.stream().map(feed.group().tags()::get).toList())
        .whenComplete((values, failure) -> polled(tags, values));
  }

  private void polled(
      List<Integer> tags,
      @Nullable List<org.eclipse.milo.opcua.stack.core.types.builtin.DataValue> values) {
    reading = false;
    Samples into = samples;
    if (ended || values == null || into == null) {
      return;
    }
    Scan.Builder scan = feed.next();
    long now = UtcTime.ofInstant(clock.now());
    for (int i = 0; i < tags.size(); i++) {
      into.addChange(scan, tags.get(i), values.get(i), now);
    }
    session.reports().scan(scan.build());
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
