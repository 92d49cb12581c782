package io.sluice.gateway.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.cli.ExitCode;
import io.sluice.simulator.Fault;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice run} as a process, and what comes after it ended. */
class ProcessTest {
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
  void sigtermEndsItWithZeroWithinFiveSecondsAndLosesNothing() throws Exception {
    site.summariseOften();
    site.cloud().linkDown();
    long acknowledged;
    try (Child child = new Child(site, 1).runs()) {
      Await.until("a backlog", Duration.ofSeconds(20), () -> child.spool("pending") > 30);
      acknowledged = child.spool("appended");
      assertThat(child.terminate()).isLessThan(Duration.ofSeconds(5));
      assertThat(child.said()).doesNotContain("Exception", "\tat ");
      assertThat(child.printed()).isEmpty();
    }
    site.cloud().linkUp();
    try (Running running = site.start()) {
      running.until("all of it", 15, () -> running.spool().delivered() >= acknowledged);
      assertThat(running.spool().gaps()).isZero();
    }
    assertThat(site.cloud().report().received()).isGreaterThanOrEqualTo(acknowledged);
  }

  @Test
  void afterARestartNothingIsWrittenUntilAPersonReleasesIt() throws Exception {
    // Without it the PLC does not take the pump back while nobody has released it.
    site.edit("setpoints.yaml", "    heartbeat: {tag: pump-1/gateway-alive, every: 1 s}\n", "");
    try (Running running = site.start().ready().released()) {
      site.plant().inject(new Fault.Cavitation());
      running.until("a write", 20, () -> !running.speedWrites().isEmpty());
    }
    int before = site.plant().writeLog().size();
    try (Running running = site.start().ready()) {
      running.until("the alarm", 20, running::alarm);
      Await.holds(
          "no write before the release",
          Duration.ofSeconds(1),
          () -> site.plant().writeLog().size() == before && running.phase().equals("HOLD"));

      Shell shell = new Shell(site);
      Shell.Said status = shell.type("status");
      assertThat(status.out()).containsPattern("setpoint   pump-1-speed +HOLD");
      assertThat(status.out())
          .containsPattern("  group    fast +asked 100 ms, kept \\d+ ms, jitter");
      Shell.Said tags = shell.type("status", "--tags");
      assertThat(tags.out()).containsPattern("    tag    pump-1/flow +Good +age \\S+ m?s, changed");
      Shell.Said released = shell.type("setpoint", "release", "pump-1-speed", "--person", "Ada");
      assertThat(released.all()).isEqualTo("pump-1-speed is released by Ada\n");
      assertThat(released.exit()).isEqualTo(ExitCode.OK);
      running.until("a write", 10, () -> running.speedWrites().size() > 1);
    }
  }
}
