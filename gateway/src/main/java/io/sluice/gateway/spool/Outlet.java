package io.sluice.gateway.spool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One taker, one batch out at a time, and what came of it. Thread-safe. */
final class Outlet {
  private final Deque<Delivery> arrived = new ArrayDeque<>();
  private @Nullable Wish wish;
  private @Nullable Batch out;
  private @Nullable Return returned;
  private boolean closed;

  /** A taker that waits. */
  record Wish(int most, CompletableFuture<Batch> batch) {}

  /** A batch that comes back. */
  record Return(Batch batch, boolean maybeSent) {}

  synchronized CompletableFuture<Batch> want(int most) {
    CompletableFuture<Batch> batch = new CompletableFuture<>();
    if (closed) {
      batch.completeExceptionally(closedNow());
    } else if (wish != null && !wish.batch.isDone()) {
      batch.completeExceptionally(
          new IllegalStateException("a take is waiting already; a spool has one taker"));
    } else {
      wish = new Wish(most, batch);
    }
    return batch;
  }

  /** The wish that can be served now. */
  synchronized @Nullable Wish open() {
    return wish != null && out == null && !wish.batch.isDone() ? wish : null;
  }

  synchronized void hand(Batch batch) {
    out = batch;
    wish = null;
  }

  synchronized CompletableFuture<Void> release(Batch batch) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (closed) {
      done.completeExceptionally(closedNow());
      return done;
    }
    settle(batch);
    Delivery last = arrived.peekLast();
    if (last == null || !last.add(batch, done)) {
      arrived.add(new Delivery(batch, done));
    }
    return done;
  }

  synchronized void giveBack(Batch batch, boolean maybeSent) {
    if (!closed) {
      settle(batch);
      returned = new Return(batch, maybeSent);
    }
  }

  /** The batch that came back since the last call; its records are to be read again. */
  synchronized @Nullable Return returned() {
    Return batch = returned;
    returned = null;
    return batch;
  }

  /** What has arrived and is still to be deleted, the oldest part. */
  synchronized @Nullable Delivery arrived() {
    return arrived.poll();
  }

  synchronized boolean quiet() {
    return arrived.isEmpty();
  }

  synchronized long inFlight() {
    return out == null ? 0 : out.records().stream().filter(record -> !record.gap()).count();
  }

  synchronized void close() {
    closed = true;
    if (wish != null) {
      wish.batch.completeExceptionally(closedNow());
    }
  }

  private void settle(Batch batch) {
    if (out != batch) {
      throw new IllegalStateException("this batch is not out: it was released or given back");
    }
    out = null;
  }

  private static RefusedException closedNow() {
    return new RefusedException(Refusal.CLOSED, Intake.sentence(Refusal.CLOSED));
  }
}
