package io.sluice.connectors.plc4x;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.link.Spoken;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request at a time over a PLC4X connection, each with a deadline of ours. The first that fails
 * ends all: after a lost answer the driver never answers again. An answer after the deadline finds
 * nobody.
 *
 * <p>Used on the connection's loop.
 */
final class Turns {
  private final PlantClock.Loop loop;
  private final Duration timeout;
  private final Consumer<Throwable> broken;
  private final Deque<Turn<?>> waiting = new ArrayDeque<>();
  private @Nullable Turn<?> running;
  private boolean ended;

  /** What is done when the turn comes. */
  interface Call<T> {
    /** Sends the request; null where there is nothing to send any more. */
    @Nullable CompletionStage<? extends T> begin();

    void answered(T answer);

    /**
     * Not answered.
     *
     * @param begun whether it was sent
     */
    void failed(boolean begun, Throwable why);
  }

  /**
   * Makes the queue of one connection.
   *
   * @param broken hears of the first failure, once
   */
  Turns(PlantClock.Loop loop, Duration timeout, Consumer<Throwable> broken) {
    this.loop = loop;
    this.timeout = timeout;
    this.broken = broken;
  }

  /** Behind all others. */
  <T> void last(Call<T> call) {
    if (!refusedAfterEnd(call)) {
      waiting.addLast(new Turn<>(call));
      next();
    }
  }

  /** Before the others that wait: writes and their read-backs do not wait for a long scan. */
  <T> void first(Call<T> call) {
    if (!refusedAfterEnd(call)) {
      waiting.addFirst(new Turn<>(call));
      next();
    }
  }

  void end(Throwable why) {
    if (ended) {
      return;
    }
    ended = true;
    Turn<?> under = running;
    running = null;
    if (under != null) {
      under.fail(true, why);
    }
    for (Turn<?> turn = waiting.poll(); turn != null; turn = waiting.poll()) {
      turn.fail(false, why);
    }
  }

  private void next() {
    while (running == null && !ended) {
      Turn<?> turn = waiting.poll();
      if (turn == null) {
        return;
      }
      turn.begin();
    }
  }

  private boolean refusedAfterEnd(Call<?> call) {
    if (ended) {
      call.failed(false, new IllegalStateException("the connection was given up"));
    }
    return ended;
  }

  private void fail(Throwable why) {
    end(why);
    broken.accept(why);
  }

  private final class Turn<T> {
    private final Call<T> call;
    private PlantClock.@Nullable Timer deadline;

    Turn(Call<T> call) {
      this.call = call;
    }

    void begin() {
      CompletionStage<? extends T> answer;
      running = this;
      try {
        answer = call.begin();
      } catch (RuntimeException refused) {
        Turns.this.fail(refused);
        return;
      }
      if (answer == null) {
        running = null;
        return;
      }
      deadline = loop.schedule(timeout, this::late);
      answer.whenComplete((value, failure) -> loop.execute(() -> done(value, failure)));
    }

    void fail(boolean begun, Throwable why) {
      stopDeadline();
      call.failed(begun, why);
    }

    private void done(@Nullable T value, @Nullable Throwable failure) {
      if (running != this) {
        return;
      }
      if (failure != null || value == null) {
        Turns.this.fail(failure == null ? new CompletionException("no answer", null) : failure);
        return;
      }
      stopDeadline();
      running = null;
      call.answered(value);
      next();
    }

    private void late() {
      if (running == this) {
        Turns.this.fail(new TimeoutException("no answer within " + Spoken.duration(timeout)));
      }
    }

    private void stopDeadline() {
      if (deadline != null) {
        deadline.cancel();
      }
    }
  }
}
