package io.sluice.connectors;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Threads that loops share: each loop is on one of them for good, so its tasks stay in order. A
 * thread of its own as long as there are few loops; beyond that the thread with the fewest. A
 * thread whose last loop was closed ends.
 *
 * <p>Thread-safe.
 */
final class LoopThreads {
  private final int limit;
  private final List<Seat> seats = new ArrayList<>();

  /** A thread and how many loops are on it. */
  static final class Seat {
    private final ScheduledThreadPoolExecutor executor;
    private int loops;

    private Seat(ScheduledThreadPoolExecutor executor) {
      this.executor = executor;
    }

    ScheduledThreadPoolExecutor executor() {
      return executor;
    }
  }

  LoopThreads(int limit) {
    this.limit = limit;
  }

  /** A thread for one loop more; a new one bears the loop's name. */
  synchronized Seat take(String name) {
    if (seats.size() < limit) {
      seats.add(new Seat(executor(name)));
    }
    Seat seat = seats.stream().min(Comparator.comparingInt(one -> one.loops)).orElseThrow();
    seat.loops++;
    return seat;
  }

  /** A loop is closed. */
  synchronized void leave(Seat seat) {
    seat.loops--;
    if (seat.loops == 0) {
      seats.remove(seat);
      seat.executor.shutdownNow();
    }
  }

  static ScheduledThreadPoolExecutor executor(String name) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return executor;
  }
}
