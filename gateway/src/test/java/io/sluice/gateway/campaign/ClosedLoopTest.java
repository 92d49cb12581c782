package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.Fault;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reason for it all: notice, say why, move a setpoint, give it back. */
class ClosedLoopTest {
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
  void aFaultIsNoticedAnsweredWithinLimitsAndOver() throws Exception {
    try (Running running = site.start().ready().released()) {
      Await.holds("no alarm in normal operation", Duration.ofSeconds(1), () -> !running.alarm());
      assertThat(running.speedWrites()).isEmpty();

      site.plant().inject(new Fault.Cavitation());
      running.until("the alarm", 10, running::alarm);
      running.until("a lower speed", 10, () -> !running.speedWrites().isEmpty());
      assertThat(running.speedWrites().get(0).value().orElseThrow())
          .isLessThan(site.initial().get("pump-1/speed-sp"));
      assertThat(running.alarmText()).contains("pump-1/");

      running.until("a shadow decision", 5, () -> shadows(running) > 0);
      site.plant().clear(new Fault.Cavitation());
      running.until("the alarm to clear", 20, () -> !running.alarm());
      running.until("the process to be normal", 10, site.plant()::normal);
      running.until("everything in the cloud", 5, () -> running.spool().pending() == 0);
    }
  }

  private static long shadows(Running running) {
    return running.setpoint("exchanger-1-coolant").counters().shadows();
  }
}
