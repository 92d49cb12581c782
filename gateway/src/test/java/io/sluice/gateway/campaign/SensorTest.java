package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.StatusCode;
import io.sluice.simulator.Fault;
import io.sluice.simulator.process.Point;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instruments lie, or say that they cannot tell. */
class SensorTest {
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
  void nothingIsWrittenWhileAnInputOfTheInterlockIsBad() throws Exception {
    try (Running running = site.start().ready().released()) {
      site.plant().inject(new Fault.FailedSensor(Point.EXCHANGER_PRESSURE));
      running.until("the bad sample", 5, () -> !good(running, "exchanger-1/pressure"));
      site.plant().inject(new Fault.Cavitation());
      running.until("the alarm", 10, running::alarm);
      Await.holds(
          "no write on a bad input", Duration.ofSeconds(2), () -> running.speedWrites().isEmpty());
      assertThat(running.phase()).isIn("HOLD", "SHED");
    }
    assertThat(site.plant().writeLog()).noneMatch(write -> write.tag().equals("pump-1/speed-sp"));
  }

  @Test
  @Tag("attack-44")
  void aDeadInstrumentRaisesNoAlarmAndAStuckOneWritesNothingOutsideItsEnvelope() throws Exception {
    try (Running running = site.start().ready().released()) {
      site.plant().inject(new Fault.FailedSensor(Point.PUMP_FLOW));
      running.until("the bad sample", 5, () -> !good(running, "pump-1/flow"));
      Await.holds("no alarm of a dead instrument", Duration.ofSeconds(2), () -> !running.alarm());
      site.plant().clear(new Fault.FailedSensor(Point.PUMP_FLOW));
      running.until("a good sample", 5, () -> good(running, "pump-1/flow"));
      Await.holds("no alarm of its return", Duration.ofSeconds(1), () -> !running.alarm());
      assertThat(running.speedWrites()).isEmpty();

      site.plant().inject(new Fault.StuckSensor(Point.PUMP_FLOW));
      site.plant().inject(new Fault.StuckSensor(Point.PUMP_VIBRATION));
      Await.pass(Duration.ofSeconds(3));
    }
  }

  private static boolean good(Running running, String tag) {
    return running
        .parts()
        .latest()
        .of(tag)
        .filter(latest -> StatusCode.isGood(latest.status()))
        .isPresent();
  }
}
