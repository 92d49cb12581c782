package io.sluice.connectors;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that moves only when told to: tests, {@code sluice test} and {@code sluice replay} run on
 * it. All loops share the calling thread; tasks run in time order, then in order of submission.
 *
 * <p>Thread-safe: where several threads let time pass, they take turns, a task at a time.
 */
public final class VirtualClock implements PlantClock {
  private final Instant start;
  private final ReentrantLock turning = new ReentrantLock();
  private final PriorityQueue<Task> tasks = new PriorityQueue<>(VirtualClock::compare);
  private long nanos;
  private long submitted;

  public VirtualClock(Instant start) {
    this.start = start;
  }

  @Override
  public synchronized Instant now() {
    return start.plusNanos(nanos);
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public Loop loop(String name) {
    return new VirtualLoop();
  }

  /**
   * Runs everything due within {@code by}, moving time to each task's due moment, then to the end.
   */
  public void advance(Duration by) {
    long end = nanoTime() + by.toNanos();
    while (turn(end)) {
      // One task after another.
    }
  }

  /** Runs what is due, task by task, until the stage has completed or the time has passed. */
  @Override
  public boolean await(CompletionStage<?> stage, Duration most) {
    CompletableFuture<?> done = stage.toCompletableFuture();
    long end = nanoTime() + most.toNanos();
    boolean more = true;
    while (more && !done.isDone()) {
      more = turn(end);
    }
    return done.isDone();
  }

  /** Runs what is due now without moving time. */
  public void settle() {
    advance(Duration.ZERO);
  }

  /** Runs the next task due by {@code end}; false, and time is there, where there is none. */
  private boolean turn(long end) {
    turning.lock();
    try {
      Task task = take(end);
      if (task == null) {
        return false;
      }
      if (!task.cancelled && !task.loop.closed) {
        task.body.run();
      }
      return true;
    } finally {
      turning.unlock();
    }
  }

  private synchronized @Nullable Task take(long end) {
    Task next = tasks.peek();
    if (next == null || next.due > end) {
      nanos = Math.max(nanos, end);
      return null;
    }
    nanos = Math.max(nanos, next.due);
    return tasks.poll();
  }

  private static int compare(Task one, Task other) {
    int byTime = Long.compare(one.due, other.due);
    return byTime == 0 ? Long.compare(one.order, other.order) : byTime;
  }

  private synchronized Timer submit(Duration delay, Runnable body, VirtualLoop loop) {
    Task task = new Task(nanos + Math.max(0, delay.toNanos()), submitted++, body, loop);
    tasks.add(task);
    return () -> task.cancelled = true;
  }

  private final class VirtualLoop implements Loop {
    private volatile boolean closed;

    @Override
    public void execute(Runnable task) {
      schedule(Duration.ZERO, task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return closed ? () -> {} : submit(delay, task, this);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class Task {
    private final long due;
    private final long order;
    private final Runnable body;
    private final VirtualLoop loop;
    private volatile boolean cancelled;

    Task(long due, long order, Runnable body, VirtualLoop loop) {
      this.due = due;
      this.order = order;
      this.body = body;
      this.loop = loop;
    }
  }
}
