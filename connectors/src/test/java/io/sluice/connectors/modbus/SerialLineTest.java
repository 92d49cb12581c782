package io.sluice.connectors.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.Connector;
import io.sluice.connectors.Heard;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import io.sluice.connectors.modbus.ModbusOptions.Parity;
import io.sluice.connectors.modbus.ModbusOptions.Serial;
import io.sluice.connectors.plan.PollGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A serial line: a pseudo terminal, carried by socat to a device that speaks RTU frames. */
@Tag("peers")
class SerialLineTest {
  private final SystemClock clock = new SystemClock();
  private final Heard heard = new Heard();
  private ModbusPeer peer;
  private Path tty;
  private @Nullable Process line;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/socat")), "no socat");
    tty = Files.createTempDirectory("line").resolve("tty");
    peer = new ModbusPeer(ModbusPeer.Carrier.RTU_OVER_TCP).start();
    ModbusContract.fill(peer);
  }

  @AfterEach
  void stop() throws Exception {
    unplug();
    peer.close();
  }

  @Test
  void registersAreReadAndWrittenOverTheLine() throws Exception {
    plugIn();
    try (Connector connector = connect()) {
      heard.awaitScan("a good scan", scan -> scan.hasValue(0) && scan.value(0) == 1480.5);
      heard.awaitScan(
          "the bad tag alone",
          scan -> scan.status(2) == StatusCode.BAD_NODE_ID_UNKNOWN.code() && scan.hasValue(3));
      long soon = clock.nanoTime() + Duration.ofSeconds(2).toNanos();
      io.sluice.connectors.Tag speed = connector.groups().get(0).tags().get(3);

      assertThat(
              connector
                  .write(new WriteRequest(speed, 1_200, soon, Duration.ofMillis(500), 0))
                  .toCompletableFuture()
                  .get(5, TimeUnit.SECONDS))
          .isEqualTo(new WriteResult.Confirmed(1_200));
      assertThat(connector.status().reconnects()).isZero();
    }
  }

  @Test
  void anUnpluggedLineIsToldAndFoundAgain() throws Exception {
    plugIn();
    try (Connector connector = connect()) {
      heard.awaitScan("a good scan", scan -> scan.hasValue(0));
      unplug();
      heard.awaitState(ConnectionState.BACKOFF);
      assertThat(connector.status().lastError()).isNotBlank();

      heard.forget();
      plugIn();
      heard.awaitScan("a good scan again", scan -> scan.hasValue(0));
      assertThat(connector.status().reconnects()).isEqualTo(1);
    }
  }

  @Test
  void aLineThatIsNotThereIsNamed() {
    try (Connector connector = connect()) {
      String told = String.valueOf(heard.awaitState(ConnectionState.BACKOFF).lastError());
      assertThat(told).contains(tty.toString());
      assertThat(connector.status().scans()).isEqualTo(1);
    }
  }

  private Connector connect() {
    ModbusOptions options =
        new ModbusOptions(
            "serial://" + tty,
            Duration.ofMillis(400),
            1,
            WordOrder.ABCD,
            new Serial(115_200, Parity.NONE, 8, 1),
            null,
            null,
            Map.of("fast", new PollGroup(Duration.ofMillis(50))));
    Connector connector = ModbusContract.connect(options, clock);
    connector.start(heard);
    return connector;
  }

  private void plugIn() throws Exception {
    line =
        new ProcessBuilder("socat", "pty,raw,echo=0,link=" + tty, "tcp:127.0.0.1:" + peer.port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    heard.awaitTrue("the line is there", () -> Files.exists(tty));
  }

  private void unplug() throws InterruptedException {
    Process running = line;
    line = null;
    if (running != null) {
      running.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
  }
}
