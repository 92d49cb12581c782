package io.sluice.connectors.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What this process takes at one moment.
 *
 * @param attempts failed attempts so far
 * @param heap used bytes after a collection
 * @param direct bytes in direct buffers, the JDK's and Netty's
 * @param resident bytes of memory the machine has given us
 * @param threads alive
 * @param files open file descriptors
 */
record Outlay(long attempts, long heap, long direct, long resident, int threads, long files) {
  static Outlay now(long attempts) throws IOException {
    System.gc();
    System.gc();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    long pages =
        Long.parseLong(Files.readString(Path.of("/proc/self/statm")).strip().split(" ", -1)[1]);
    return new Outlay(
        attempts,
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        direct + io.netty.util.internal.PlatformDependent.usedDirectMemory(),
        pages * 4096,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getOpenFileDescriptorCount());
  }

  /** Growth by 1,000 attempts, by least squares. */
  static double slope(List<Outlay> all, ToDoubleFunction<Outlay> of) {
    double meanX = all.stream().mapToDouble(Outlay::attempts).average().orElse(0);
    double meanY = all.stream().mapToDouble(of).average().orElse(0);
    double both = 0;
    double square = 0;
    for (Outlay one : all) {
      both += (one.attempts - meanX) * (of.applyAsDouble(one) - meanY);
      square += (one.attempts - meanX) * (one.attempts - meanX);
    }
    return square == 0 ? 0 : 1_000 * both / square;
  }

  @Override
  public String toString() {
    return String.format(
        "| %d | %.1f | %.1f | %.1f | %d | %d |",
        attempts, heap / 1e6, direct / 1e6, resident / 1e6, threads, files);
  }
}
