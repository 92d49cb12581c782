package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dead plant costs nothing. */
@Tag("soak")
class LeakTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Site site;

  @BeforeEach
  void plantAndCloud(@TempDir Path directory) throws Exception {
    site = Site.open(directory);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void hundredsOfTriesToReachADeadPlantLeaveNoThreadAndNoMemory() throws Exception {
    site.addDeadConnections(12);
    try (Running running = site.start()) {
      site.plant().stopModbus();
      site.plant().stopOpcUa();
      Await.pass(Duration.ofSeconds(10));
      int threads = THREADS.getThreadCount();
      long heap = heapAfterCollection();
      Set<String> tries = new HashSet<>();
      Await.holds("nobody is there", Duration.ofSeconds(25), () -> nobody(running, tries));
      int threadsAfter = THREADS.getThreadCount();
      long grown = heapAfterCollection() - heap;
      System.out.printf(
          "%d dead connections, %d tries in 25 s: threads %d -> %d, heap %d kB %+d kB%n",
          running.parts().connectors().size(),
          tries.size(),
          threads,
          threadsAfter,
          heap >> 10,
          grown >> 10);
      assertThat(tries).hasSizeGreaterThan(100);
      assertThat(threadsAfter).isLessThanOrEqualTo(threads + 3);
      assertThat(grown).isLessThan(1L << 20);
    }
  }

  /** Each wait for the next try began after a try of its own. */
  private static boolean nobody(Running running, Set<String> tries) {
    for (Connector connector : running.parts().connectors().values()) {
      ConnectionStatus status = connector.status();
      if (status.state() == ConnectionState.BACKOFF) {
        tries.add(connector.name() + status.since());
      }
    }
    return !running.online("pump-plc");
  }

  private static long heapAfterCollection() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
      Await.pass(Duration.ofMillis(200));
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
