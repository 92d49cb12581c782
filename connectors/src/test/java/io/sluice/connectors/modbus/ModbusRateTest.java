package io.sluice.connectors.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans a second of 1,000 contiguous registers, by requests in flight. */
@org.junit.jupiter.api.Tag("bench")
class ModbusRateTest {
  private static final Duration WINDOW = Duration.ofSeconds(4);
  private static final int TAGS = 1_000;

  private final SystemClock clock = new SystemClock();

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void aThousandRegistersAreReadHundredsOfTimesASecond(int inFlight) throws Exception {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < TAGS; i++) {
      tags.add(ModbusContract.tag("t" + i, "holding:" + i, DataType.INT16, 1));
    }
    try (ModbusPeer peer = new ModbusPeer().start()) {
      peer.remembers = false;
      ModbusOptions options =
          Options.with(
              "tcp://127.0.0.1:" + peer.port,
              Duration.ofSeconds(2),
              Duration.ofMillis(1),
              Options.inFlight(inFlight));
      Heard heard = new Heard();
      try (Connector connector = new ModbusKind().create("rate", options, tags, clock)) {
        connector.start(heard);
        heard.awaitScan("a good scan", scan -> scan.hasValue(0));
        long before = connector.status().scans();
        long began = clock.nanoTime();
        heard.awaitTrue("the window", () -> clock.nanoTime() - began > WINDOW.toNanos());
        double rate = (connector.status().scans() - before) * 1e9 / (clock.nanoTime() - began);
        System.out.printf("modbus, %d tags, %d in flight: %.0f scans/s%n", TAGS, inFlight, rate);
        assertThat(rate).isGreaterThan(100);
      }
    }
  }
}
