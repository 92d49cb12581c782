package io.sluice.connectors.opcua;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * One call over many things, made in as many requests as the server takes, one after another. A
 * request that is refused for its size is made again in halves, and no later one is larger.
 *
 * @param <A> what is asked
 * @param <R> what is answered
 */
final class Portions<A, R> {
  private final AtomicInteger largest;
  private final Function<List<A>, CompletionStage<List<R>>> call;
  private final Function<StatusCode, R> refused;

  /**
   * Makes nothing yet.
   *
   * @param largest things in one request, made smaller where the server refuses
   * @param call makes one request
   * @param refused the answer for one thing whose request the server refused or left unanswered
   */
  Portions(
      AtomicInteger largest,
      Function<List<A>, CompletionStage<List<R>>> call,
      Function<StatusCode, R> refused) {
    this.largest = largest;
    this.call = call;
    this.refused = refused;
  }

  /**
   * As many answers as things were asked, in their order. Fails where the server does not answer;
   * where it refuses, each thing of the refused request has {@code refused} as its answer.
   */
  CompletableFuture<List<R>> of(List<A> all) {
    Run run = new Run(all);
    run.next();
    return run.result;
  }

  private final class Run {
    private final List<A> all;
    private final List<R> done;
    private final CompletableFuture<List<R>> result = new CompletableFuture<>();
    private int size = Math.max(1, largest.get());

    Run(List<A> all) {
      this.all = all;
      this.done = new ArrayList<>(all.size());
    }

    void next() {
      int from = done.size();
      if (from == all.size()) {
        result.complete(done);
        return;
      }
      int asked = Math.min(size, all.size() - from);
      call.apply(all.subList(from, from + asked))
          .whenComplete(
              (answers, failure) -> {
                if (failure == null) {
                  take(answers, asked);
                  next();
                } else {
                  failed(failure, asked);
                }
              });
    }

    private void take(List<R> answers, int asked) {
      for (int i = 0; i < asked; i++) {
        done.add(
            i < answers.size()
                ? answers.get(i)
                : refused.apply(new StatusCode(StatusCodes.Bad_UnexpectedError)));
      }
    }

    private void failed(Throwable failure, int asked) {
      StatusCode status = refusal(failure);
      if (status == null) {
        result.completeExceptionally(failure);
        return;
      }
      boolean full = status.getValue() == StatusCodes.Bad_TooManyMonitoredItems;
      if (asked > 1 && (full || ServerLimits.tooLarge(status))) {
        size = asked / 2;
        if (!full) {
          largest.set(size);
        }
      } else {
        int answered = full ? all.size() - done.size() : asked;
        for (int i = 0; i < answered; i++) {
          done.add(refused.apply(status));
        }
      }
      next();
    }
  }

  /** What a server says of a call that it has read; null where the connection is in doubt. */
  private static @Nullable StatusCode refusal(Throwable failure) {
    StatusCode status = UaException.extractStatusCode(failure).orElse(null);
    if (status == null) {
      return null;
    }
    long code = status.getValue();
    boolean broken =
        Failures.broken(status)
            || code == StatusCodes.Bad_Timeout
            || code == StatusCodes.Bad_RequestTimeout
            || code == StatusCodes.Bad_SubscriptionIdInvalid;
    return broken ? null : status;
  }
}
