package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to the cloud breaks, at the worst moments too. */
class CloudLinkTest {
  private Site site;

  @BeforeEach
  void plantAndCloud(@TempDir Path directory) throws Exception {
    site = Site.open(directory);
    site.addBusyAsset();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void recordsKeepTheirOrderThroughALostLink() throws Exception {
    try (Running running = site.start()) {
      running.until("records in the cloud", 10, () -> running.spool().delivered() > 20);
      for (int cut = 0; cut < 2; cut++) {
        site.cloud().linkDown();
        running.until("a backlog", 10, () -> running.spool().pending() > 60);
        site.cloud().linkUp();
        running.until("the backlog to be gone", 15, () -> running.spool().pending() < 20);
      }
      assertThat(running.spool().gaps()).isZero();
    }
    assertThat(site.cloud().report().declaredGaps()).isZero();
  }

  @Test
  void aLostAcknowledgementMeansTheRecordAgainAndMarked() throws Exception {
    try (Running running = site.start()) {
      for (int lost = 1; lost <= 3; lost++) {
        int times = lost;
        site.cloud().loseAcks(1);
        running.until(
            "a repeated record", 10, () -> site.cloud().report().duplicatesMarked() >= times);
      }
      running.until("quiet", 10, () -> running.spool().pending() < 20);
    }
  }
}
