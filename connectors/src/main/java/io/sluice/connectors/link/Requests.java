package io.sluice.connectors.link;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Single reads and writes on their way: each completes, once, normally, whatever becomes of the
 * connection. Submitting is thread-safe; the rest runs on the connection's loop.
 */
final class Requests {
  private final int limit;
  private final Duration within;
  private final PlantClock clock;
  private final PlantClock.Loop loop;
  private final Set<Runnable> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private @Nullable Session session;

  Requests(int limit, Duration within, PlantClock clock, PlantClock.Loop loop) {
    this.limit = limit;
    this.within = within;
    this.clock = clock;
    this.loop = loop;
  }

  CompletionStage<Scan> read(TagGroup tags) {
    CompletableFuture<Scan> result = new CompletableFuture<>();
    Runnable giveUp = () -> result.complete(Feed.badOnce(tags, closedOr(), clock));
    if (admit(giveUp, result)) {
      loop.execute(() -> startRead(tags, result));
    }
    return result;
  }

  CompletionStage<WriteResult> write(WriteRequest request) {
    CompletableFuture<WriteResult> result = new CompletableFuture<>();
    WriteJob job = new WriteJob(request, result, clock, loop);
    if (admit(job::giveUp, result)) {
      loop.execute(() -> startWrite(job, result));
    }
    return result;
  }

  /** The session that serves from now on; none where offline. What was under way ends. */
  void serve(@Nullable Session next) {
    session = next;
    if (next == null) {
      pending.forEach(Runnable::run);
    }
  }

  void close() {
    closed = true;
    loop.execute(() -> serve(null));
  }

  /**
   * Registered first, then looked whether closed: so a request that slips past the close is either
   * ended by it or ends itself.
   */
  private boolean admit(Runnable giveUp, CompletableFuture<?> result) {
    boolean room = pending.size() < limit;
    if (room) {
      pending.add(giveUp);
      afterwards(result, () -> pending.remove(giveUp));
    }
    if (closed || !room) {
      giveUp.run();
      return false;
    }
    return true;
  }

  private void startRead(TagGroup tags, CompletableFuture<Scan> result) {
    Session by = session;
    if (result.isDone()) {
      return;
    }
    if (by == null) {
      result.complete(Feed.badOnce(tags, closedOr(), clock));
      return;
    }
    PlantClock.Timer deadline =
        loop.schedule(
            within, () -> result.complete(Feed.badOnce(tags, StatusCode.BAD_TIMEOUT, clock)));
    afterwards(result, deadline::cancel);
    by.read(tags)
        .whenComplete(
            (scan, failure) ->
                result.complete(
                    failure == null
                        ? scan
                        : Feed.badOnce(tags, StatusCode.BAD_COMMUNICATION_ERROR, clock)));
  }

  private void startWrite(WriteJob job, CompletableFuture<WriteResult> result) {
    Session by = session;
    if (by == null || result.isDone()) {
      job.giveUp();
      return;
    }
    PlantClock.Timer deadline = loop.schedule(job.longest(within), job::giveUp);
    afterwards(result, deadline::cancel);
    job.start(by);
  }

  private static void afterwards(CompletionStage<?> result, Runnable then) {
    result.whenComplete((done, never) -> then.run());
  }

  private StatusCode closedOr() {
    return closed ? StatusCode.BAD_SHUTDOWN : StatusCode.BAD_NOT_CONNECTED;
  }
}
