package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.spool.SpoolCounts;
import io.sluice.simulator.Fault;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stop is stop, and what was acknowledged is still there. */
class StopTest {
  private Site site;

  @BeforeEach
  void plantAndCloud(@TempDir Path directory) throws Exception {
    site = Site.open(directory);
    site.summariseOften();
    site.addBusyAsset();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void aStopUnderFullLoadKeepsEverythingAcknowledged() throws Exception {
    SpoolCounts before;
    try (Running running = site.start().ready().released()) {
      site.cloud().linkDown();
      site.plant().inject(new Fault.Cavitation());
      running.until("a write", 20, () -> !running.speedWrites().isEmpty());
      running.until("a backlog", 10, () -> running.spool().pending() > 50);
      Duration took = running.stop();
      assertThat(took).isLessThan(Duration.ofSeconds(5));
      before = running.spool();
      int writes = site.plant().writeLog().size();
      Await.holds(
          "no write after the stop",
          Duration.ofMillis(500),
          () -> site.plant().writeLog().size() == writes);
    }
    assertThat(before.pending()).isPositive();
    site.cloud().linkUp();
    try (Running running = site.start()) {
      running.until("what was kept", 10, () -> running.spool().delivered() >= before.appended());
      assertThat(running.spool().gaps()).isZero();
    }
  }

  @Test
  void aStopWhileTheCloudStaysSilentIsStillQuick() throws Exception {
    try (Running running = site.start()) {
      for (int i = 0; i < 3; i++) {
        site.cloud().loseAcks(1_000);
        site.cloud().linkDown();
        running.until("a backlog", 10, () -> running.spool().pending() > 10);
        site.cloud().linkUp();
      }
      assertThat(running.stop()).isLessThan(Duration.ofSeconds(5));
    }
    site.cloud().loseAcks(0);
    try (Running running = site.start()) {
      running.until("the rest", 10, () -> running.spool().pending() == 0);
    }
  }
}
