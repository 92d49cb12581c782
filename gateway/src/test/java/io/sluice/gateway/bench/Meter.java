package io.sluice.gateway.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** What this process spends while it takes samples in; tells it in one line on stdout. */
final class Meter {
  /** Begins the line that the parent reads. */
  static final String MARK = "FIGURES";

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private final AtomicLong pauses = new AtomicLong();
  private final AtomicLong pauseMillis = new AtomicLong();
  private final AtomicLong longestMillis = new AtomicLong();
  private final Map<String, Double> figures = new TreeMap<>();

  Meter() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, handback) ->
                  paused(
                      GarbageCollectionNotificationInfo.from(
                          (CompositeData) notification.getUserData())),
              null,
              null);
    }
  }

  private void paused(GarbageCollectionNotificationInfo collection) {
    long millis = collection.getGcInfo().getDuration();
    pauses.incrementAndGet();
    pauseMillis.addAndGet(millis);
    longestMillis.accumulateAndGet(millis, Math::max);
  }

  /** Waits without measuring. */
  static void pass(double seconds) throws InterruptedException {
    boolean never = new CountDownLatch(1).await((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
    if (never) {
      throw new IllegalStateException("nobody counts down");
    }
  }

  /** All is ready: notes how long that took from the process's start. */
  void ready() {
    put("ready", ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
  }

  /** Measures for so long. */
  void measure(double seconds, LongSupplier samples) throws InterruptedException {
    pauses.set(0);
    pauseMillis.set(0);
    longestMillis.set(0);
    long before = samples.getAsLong();
    long allocated = allocated();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    pass(seconds);
    double took = (System.nanoTime() - start) / 1e9;
    double used = (system.getProcessCpuTime() - cpu) / 1e9;
    double count = Math.max(1, samples.getAsLong() - before);
    put("rate", count / took);
    put("cpu", used / count * 1e9);
    put("load", used / took);
    put("bytes", (allocated() - allocated) / count);
    put("pauses", pauses.get());
    put("pauseMillis", pauseMillis.get());
    put("longestPauseMillis", longestMillis.get());
  }

  void put(String figure, double value) {
    figures.put(figure, value);
  }

  void put(String figure, long value) {
    put(figure, (double) value);
  }

  /** The line for the parent. */
  void tell() {
    StringBuilder line = new StringBuilder(MARK);
    figures.forEach(
        (figure, value) -> line.append(String.format(Locale.ROOT, " %s=%.4f", figure, value)));
    System.out.println(line);
    System.out.flush();
  }

  /** By the threads alive now: none of these processes ends one while it is measured. */
  private long allocated() {
    long bytes = 0;
    for (long one : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      bytes += Math.max(0, one);
    }
    return bytes;
  }
}
