package io.sluice.connectors;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's own clock: the one place that reads it. Made at the top and handed down. */
public final class SystemClock implements PlantClock {
  private static final Logger log = LoggerFactory.getLogger(SystemClock.class);

  /** More than an edge box has cores, and no more however many devices there are. */
  private static final int CONNECTION_THREADS = 16;

  private final LoopThreads connections = new LoopThreads(CONNECTION_THREADS);

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
    ScheduledThreadPoolExecutor executor = LoopThreads.executor(name);
    return new ThreadLoop(executor, executor::shutdownNow);
  }

  @Override
  public Loop connectionLoop(String name) {
    LoopThreads.Seat seat = connections.take(name);
    return new ThreadLoop(seat.executor(), () -> connections.leave(seat));
  }

  private static final class ThreadLoop implements Loop {
    private final ScheduledThreadPoolExecutor executor;
    private final Runnable letGo;
    private final Set<Alarm> alarms = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    ThreadLoop(ScheduledThreadPoolExecutor executor, Runnable letGo) {
      this.executor = executor;
      this.letGo = letGo;
    }

    @Override
    public void execute(Runnable task) {
      try {
        executor.execute(() -> runLogged(task));
      } catch (RejectedExecutionException ended) {
        log.debug("loop closed, task dropped");
      }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      Alarm alarm = new Alarm(task);
      try {
        alarms.add(alarm);
        alarm.set(executor.schedule(alarm, delay.toNanos(), TimeUnit.NANOSECONDS));
      } catch (RejectedExecutionException ended) {
        alarms.remove(alarm);
      }
      return alarm;
    }

    /** What has not run is dropped, also where other loops go on on the thread. */
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        alarms.forEach(Alarm::cancel);
        letGo.run();
      }
    }

    private void runLogged(Runnable task) {
      if (closed.get()) {
        return;
      }
      try {
        task.run();
      } catch (RuntimeException bug) {
        log.error("a task failed; its loop goes on", bug);
      }
    }

    /** A task with a time, known to its loop until it has run. */
    private final class Alarm implements Runnable, Timer {
      private final Runnable task;
      private volatile @Nullable Future<?> future;

      Alarm(Runnable task) {
        this.task = task;
      }

      void set(Future<?> scheduled) {
        future = scheduled;
        if (closed.get()) {
          cancel();
        }
      }

      @Override
      public void run() {
        alarms.remove(this);
        runLogged(task);
      }

      @Override
      public void cancel() {
        alarms.remove(this);
        Future<?> scheduled = future;
        if (scheduled != null) {
          boolean unused = scheduled.cancel(false);
        }
      }
    }
  }
}
