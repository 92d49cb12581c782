package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Connector;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.gateway.assets.LatestSamples;
import io.sluice.gateway.assets.ScanHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers go away and come back; nobody is asked to do anything. */
class PlantRestartTest {
  private static final Duration BACK_WITHIN = Duration.ofSeconds(5);
  private static final String PUMP_TAG = "pump-1/flow";
  private static final String EXCHANGER_TAG = "exchanger-1/pressure";

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
  void scansComeBackByThemselvesWithinFiveSecondsOfEachServersReturn() throws Exception {
    try (Running running = site.start().ready().released()) {
      List<Scan> scans = new CopyOnWriteArrayList<>();
      for (Connector connector : running.parts().connectors().values()) {
        ScanHub hub = Objects.requireNonNull(running.parts().hubs().get(connector.name()));
        connector.groups().forEach(group -> hub.subscribe(group.name(), scans::add));
      }
      assertThat(running.phase()).isEqualTo("ARMED");

      site.plant().stopModbus();
      site.plant().stopOpcUa();
      long off = System.nanoTime();
      running.until("both to be missed", 10, () -> bad(running, PUMP_TAG, EXCHANGER_TAG));
      running.until("a hold", 3, () -> running.phase().equals("HOLD"));
      Await.holds(
          "no sample is good while its server is off",
          Duration.ofSeconds(1),
          () -> bad(running, PUMP_TAG, EXCHANGER_TAG) && !running.online());

      long on = System.nanoTime();
      site.plant().startModbus();
      assertThat(running.until("the pump", 10, () -> good(running, PUMP_TAG)))
          .isLessThan(BACK_WITHIN);
      site.plant().startOpcUa();
      assertThat(running.until("the exchanger", 10, () -> good(running, EXCHANGER_TAG)))
          .isLessThan(BACK_WITHIN);

      assertThat(scans)
          .filteredOn(scan -> scan.readNanos() > off && scan.readNanos() < on)
          .allMatch(PlantRestartTest::nothingGood);
      Await.holds("no alarm of a restart", Duration.ofSeconds(1), () -> !running.alarm());
      assertThat(running.speedWrites()).isEmpty();
    }
  }

  @Test
  void aPlantThatIsOffAtTheStartIsFoundWhenItComes() throws Exception {
    site.plant().stopModbus();
    site.plant().stopOpcUa();
    try (Running running = site.start()) {
      running.until("a failed try of both", 10, () -> tried(running));
      assertThat(running.phase()).isEqualTo("HOLD");

      site.plant().startModbus();
      assertThat(running.until("the pump", 10, () -> good(running, PUMP_TAG)))
          .isLessThan(BACK_WITHIN);
      site.plant().startOpcUa();
      assertThat(running.until("the exchanger", 10, () -> good(running, EXCHANGER_TAG)))
          .isLessThan(BACK_WITHIN);
      running.ready();
      assertThat(running.phase()).isEqualTo("HOLD");
    }
  }

  private static boolean tried(Running running) {
    return running.parts().connectors().values().stream()
        .allMatch(connector -> connector.status().lastError() != null);
  }

  private static boolean bad(Running running, String... tags) {
    return List.of(tags).stream()
        .allMatch(
            tag -> running.parts().latest().of(tag).filter(PlantRestartTest::isBad).isPresent());
  }

  private static boolean good(Running running, String tag) {
    return running
        .parts()
        .latest()
        .of(tag)
        .filter(latest -> StatusCode.isGood(latest.status()))
        .isPresent();
  }

  private static boolean isBad(LatestSamples.Latest latest) {
    return StatusCode.isBad(latest.status());
  }

  private static boolean nothingGood(Scan scan) {
    for (int i = 0; i < scan.size(); i++) {
      if (!StatusCode.isBad(scan.status(i))) {
        return false;
      }
    }
    return true;
  }
}
