package io.sluice.gateway;

import io.sluice.connectors.PlantClock;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The machine's clock with Vert.x contexts as its loops: what assets run on, live. Each loop is the
 * context of a verticle of its own, because {@code getOrCreateContext} from a plain thread hands
 * out the same context every time.
 */
public final class VertxLoops implements PlantClock {
  private final Vertx vertx;
  private final PlantClock clock;

  private volatile boolean ending;

  /** Verticles on their way out. */
  private final Map<String, CompletableFuture<Void>> leaving = new ConcurrentHashMap<>();

  public VertxLoops(Vertx vertx, PlantClock clock) {
    this.vertx = vertx;
    this.clock = clock;
  }

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public long nanoTime() {
    return clock.nanoTime();
  }

  /** Deploys a verticle and waits for its context; called while wiring, never from a loop. */
  @Override
  public Loop loop(String name) {
    Home home = new Home();
    try {
      String id = vertx.deployVerticle(home).toCompletionStage().toCompletableFuture().join();
      return new ContextLoop(home.context(), id);
    } catch (CompletionException failed) {
      throw new IllegalStateException("no event loop for " + name, failed.getCause());
    }
  }

  /**
   * Vert.x is about to be closed and takes all verticles along: loops that are closed from now on
   * leave theirs to it. Completes, normally, when those that were closed before have given theirs
   * back; a Vert.x that is closed earlier takes them out a second time, and complains.
   */
  public CompletionStage<Void> end() {
    ending = true;
    return CompletableFuture.allOf(leaving.values().toArray(CompletableFuture[]::new))
        .exceptionally(already -> null);
  }

  private void leave(String deployment) {
    CompletableFuture<Void> gone =
        vertx.undeploy(deployment).toCompletionStage().toCompletableFuture();
    leaving.put(deployment, gone);
    var unused = gone.whenComplete((done, already) -> leaving.remove(deployment));
  }

  private static final class Home extends AbstractVerticle {
    Context context() {
      return context;
    }
  }

  private final class ContextLoop implements Loop {
    private final Context context;
    private final String deployment;
    private volatile boolean closed;

    ContextLoop(Context context, String deployment) {
      this.context = context;
      this.deployment = deployment;
    }

    @Override
    public void execute(Runnable task) {
      if (!closed) {
        context.runOnContext(nothing -> run(task));
      }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      if (closed) {
        return () -> {};
      }
      // Vert.x counts whole milliseconds from 1 and fires on the context that set the timer.
      long millis = Math.max(1, (delay.toNanos() + 999_999) / 1_000_000);
      Pending pending = new Pending();
      context.runOnContext(
          nothing -> {
            if (!pending.cancelled) {
              pending.id = vertx.setTimer(millis, fired -> runUnless(pending, task));
            }
          });
      return () -> context.runOnContext(nothing -> cancel(pending));
    }

    /** Gives the verticle back; a Vert.x that is closed has it already. */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        if (!ending) {
          leave(deployment);
        }
      }
    }

    private void run(Runnable task) {
      if (!closed) {
        task.run();
      }
    }

    private void runUnless(Pending pending, Runnable task) {
      if (!pending.cancelled) {
        run(task);
      }
    }

    private void cancel(Pending pending) {
      pending.cancelled = true;
      vertx.cancelTimer(pending.id);
    }
  }

  /** A timer on its way; touched only on its context. */
  private static final class Pending {
    private long id = -1;
    private boolean cancelled;
  }
}
