package io.sluice.connectors;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's own clock: the one place that reads it. Made at the top and handed down. */
public final class SystemClock implements PlantClock {
  private static final Logger log = LoggerFactory.getLogger(SystemClock.class);

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Loop loop(String name) {
    return new ThreadLoop(name);
  }

  private static final class ThreadLoop implements Loop {
    private final ScheduledThreadPoolExecutor executor;

    ThreadLoop(String name) {
      executor =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, name);
                thread.setDaemon(true);
                return thread;
              });
      executor.setRemoveOnCancelPolicy(true);
      executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
      try {
        executor.execute(() -> runLogged(task));
      } catch (RejectedExecutionException closed) {
        log.debug("loop closed, task dropped");
      }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      try {
        ScheduledFuture<?> timer =
            executor.schedule(() -> runLogged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
      } catch (RejectedExecutionException closed) {
        return () -> {};
      }
    }

    @Override
    public void close() {
      executor.shutdownNow();
    }

    private static void runLogged(Runnable task) {
      try {
        task.run();
      } catch (RuntimeException bug) {
        log.error("a task failed; its loop goes on", bug);
      }
    }
  }
}
