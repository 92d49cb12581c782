package io.sluice.connectors.link;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for calls into a driver that may hang: one a call, daemon, interrupted and then abandoned
 * when their time is over. How many may be alive at once is limited, so a driver that hangs for
 * good costs a fixed number of threads and not one more each retry.
 *
 * <p>Thread-safe.
 */
final class DisposableThreads {
  private final ThreadFactory factory;
  private final int limit;
  private final AtomicInteger alive = new AtomicInteger();

  DisposableThreads(String name, int limit) {
    this(task -> daemon(name, task), limit);
  }

  DisposableThreads(ThreadFactory factory, int limit) {
    this.factory = factory;
    this.limit = limit;
  }

  /** Threads running or hanging now. */
  int alive() {
    return alive.get();
  }

  /** True where a connection can be opened and there is still a thread left to close it. */
  boolean roomForOneMore() {
    return alive.get() + 2 <= limit;
  }

  /** Runs the call on a thread of its own, which the caller may interrupt. */
  Thread run(Runnable call) {
    alive.incrementAndGet();
    Thread thread = factory.newThread(() -> runCounted(call));
    thread.start();
    return thread;
  }

  /** Drivers look for their parts by the thread's class loader. */
  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name + "-call");
    thread.setDaemon(true);
    thread.setContextClassLoader(DisposableThreads.class.getClassLoader());
    return thread;
  }

  private void runCounted(Runnable call) {
    try {
      call.run();
    } finally {
      alive.decrementAndGet();
    }
  }
}
