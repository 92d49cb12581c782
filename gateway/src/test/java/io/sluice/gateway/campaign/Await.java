package io.sluice.gateway.campaign;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for something to come true by looking every 20 ms, and fails with a sentence. */
final class Await {
  private static final long LOOK_MILLIS = 20;
  private static final ScheduledExecutorService EYE =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "campaign-eye");
            thread.setDaemon(true);
            return thread;
          });

  private Await() {}

  /** Returns how long it took; fails where it did not come true within the limit. */
  static Duration until(String what, Duration limit, BooleanSupplier reached) {
    long begun = System.nanoTime();
    if (!comes(limit, reached)) {
      throw new AssertionError("waited " + limit.toMillis() + " ms in vain for " + what);
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Lets time pass, during which it must stay true. */
  static void holds(String what, Duration span, BooleanSupplier held) {
    if (comes(span, () -> !held.getAsBoolean())) {
      throw new AssertionError("did not hold for " + span.toMillis() + " ms: " + what);
    }
  }

  /** Lets time pass. */
  static void pass(Duration span) {
    holds("nothing", span, () -> true);
  }

  private static boolean comes(Duration limit, BooleanSupplier reached) {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    ScheduledFuture<?> looks =
        EYE.scheduleWithFixedDelay(
            () -> look(reached, seen), 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    try {
      seen.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException broken) {
      throw new AssertionError("looking failed", broken.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    } finally {
      looks.cancel(false);
    }
  }

  private static void look(BooleanSupplier reached, CompletableFuture<Void> seen) {
    try {
      if (reached.getAsBoolean()) {
        seen.complete(null);
      }
    } catch (RuntimeException | AssertionError broken) {
      seen.completeExceptionally(broken);
    }
  }
}
