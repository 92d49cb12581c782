package io.sluice.connectors.plan;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.link.Spoken;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests over one connection, no more at once than the device allows, each with a deadline of
 * ours. The first whose stage fails or that is late ends all: such a connection cannot be trusted
 * any more. An answer after that finds nobody.
 *
 * <p>Used on the connection's loop.
 */
public final class Turns {
  private final PlantClock.Loop loop;
  private final Limits limits;
  private final Consumer<Throwable> broken;
  private final Deque<Turn<?>> waiting = new ArrayDeque<>();
  private final Set<Turn<?>> running = new LinkedHashSet<>();
  private boolean aloneNow;
  private boolean resting;
  private boolean proven;
  private boolean ended;

  /**
   * What the device bears.
   *
   * @param inFlight most requests at once, 1 or more
   * @param pause rest between an answer and the next request, 0 or more
   * @param timeout longest wait for one answer
   */
  public record Limits(int inFlight, Duration pause, Duration timeout) {
    public Limits {
      if (inFlight < 1 || pause.isNegative()) {
        throw new IllegalArgumentException(inFlight + " requests in flight, pause " + pause);
      }
    }

    /** One request after the other, without a rest. */
    public static Limits oneByOne(Duration timeout) {
      return new Limits(1, Duration.ZERO, timeout);
    }
  }

  /**
   * Why a call has no answer.
   *
   * @param begun whether it was sent
   * @param brokeMeanwhile whether the connection broke while it was under way; false where the
   *     connection was given up for another reason
   * @param why what was heard
   */
  public record Failed(boolean begun, boolean brokeMeanwhile, Throwable why) {}

  /** What is done when the turn comes. */
  public interface Call<T> {
    /** Sends the request; null where there is nothing to send any more. */
    @Nullable CompletionStage<? extends T> begin();

    void answered(T answer);

    void failed(Failed how);

    /** True where nothing else may be under way meanwhile. */
    default boolean alone() {
      return false;
    }
  }

  /**
   * Makes the queue of one connection.
   *
   * @param broken hears of the first failure, once
   */
  public Turns(PlantClock.Loop loop, Limits limits, Consumer<Throwable> broken) {
    this.loop = loop;
    this.limits = limits;
    this.broken = broken;
  }

  /** Most requests at once. */
  public int inFlight() {
    return limits.inFlight();
  }

  /** Whether the peer has answered anything over this connection. */
  public boolean proven() {
    return proven;
  }

  /** The peer has answered, before this queue was asked. */
  public void prove() {
    proven = true;
  }

  /** Behind all others. */
  public <T> void last(Call<T> call) {
    if (!refusedAfterEnd(call)) {
      waiting.addLast(new Turn<>(call));
      next();
    }
  }

  /** Before the others that wait: writes and their read-backs do not wait for a long scan. */
  public <T> void first(Call<T> call) {
    if (!refusedAfterEnd(call)) {
      waiting.addFirst(new Turn<>(call));
      next();
    }
  }

  /** The connection is given up: every call fails. */
  public void end(Throwable why) {
    end(why, false);
  }

  /** The connection is found broken, whatever is under way: as if a request had failed. */
  public void broke(Throwable why) {
    if (!ended) {
      fail(why);
    }
  }

  private void end(Throwable why, boolean broke) {
    if (ended) {
      return;
    }
    ended = true;
    List<Turn<?>> under = List.copyOf(running);
    running.clear();
    under.forEach(turn -> turn.fail(new Failed(true, broke, why)));
    for (Turn<?> turn = waiting.poll(); turn != null; turn = waiting.poll()) {
      turn.fail(new Failed(false, false, why));
    }
  }

  private void next() {
    while (!ended && !resting && !aloneNow && running.size() < limits.inFlight()) {
      Turn<?> turn = waiting.peek();
      if (turn == null || (turn.call.alone() && !running.isEmpty())) {
        return;
      }
      waiting.remove();
      turn.begin();
    }
  }

  private boolean refusedAfterEnd(Call<?> call) {
    if (ended) {
      Throwable why = new IllegalStateException("the connection was given up");
      call.failed(new Failed(false, false, why));
    }
    return ended;
  }

  private void fail(Throwable why) {
    end(why, true);
    broken.accept(why);
  }

  private void rest() {
    if (!limits.pause().isZero()) {
      resting = true;
      loop.schedule(
          limits.pause(),
          () -> {
            resting = false;
            next();
          });
    }
  }

  private final class Turn<T> {
    private final Call<T> call;
    private PlantClock.@Nullable Timer deadline;

    Turn(Call<T> call) {
      this.call = call;
    }

    void begin() {
      CompletionStage<? extends T> answer;
      running.add(this);
      try {
        answer = call.begin();
      } catch (RuntimeException refused) {
        Turns.this.fail(refused);
        return;
      }
      if (answer == null) {
        running.remove(this);
        return;
      }
      aloneNow = call.alone();
      deadline = loop.schedule(limits.timeout(), this::late);
      answer.whenComplete((value, failure) -> loop.execute(() -> done(value, failure)));
    }

    void fail(Failed how) {
      stopDeadline();
      call.failed(how);
    }

    private void done(@Nullable T value, @Nullable Throwable failure) {
      if (!running.contains(this)) {
        return;
      }
      if (failure != null || value == null) {
        Turns.this.fail(failure == null ? new CompletionException("no answer", null) : failure);
        return;
      }
      stopDeadline();
      running.remove(this);
      aloneNow = false;
      proven = true;
      rest();
      call.answered(value);
      next();
    }

    private void late() {
      if (running.contains(this)) {
        Turns.this.fail(
            new TimeoutException("no answer within " + Spoken.duration(limits.timeout())));
      }
    }

    private void stopDeadline() {
      if (deadline != null) {
        deadline.cancel();
      }
    }
  }
}
