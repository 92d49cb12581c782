package io.sluice.connectors.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A device that closes the connection where it should refuse: some do. */
class KillerRegisterTest {
  @Test
  void theRegisterIsFoundAndTheOthersAreReadWithoutIt() throws Exception {
    Heard heard = new Heard();
    try (HostileModbus peer = new HostileModbus(false);
        Connector connector = connect(peer.port())) {
      peer.killer = 2;
      connector.start(heard);
      heard.awaitScan(
          "all but the killer",
          scan -> scan.hasValue(0) && scan.hasValue(1) && scan.hasValue(3) && !scan.hasValue(2));
      heard.awaitTrue(
          "told",
          () ->
              String.valueOf(connector.status().lastError())
                  .contains("r2 is Bad_CommunicationError: reading it breaks the connection"));
      assertThat(connector.status().reconnects()).isLessThan(8);
    }
  }

  private static Connector connect(int port) {
    List<Tag> tags =
        List.of(
            ModbusContract.tag("r0", "holding:0", DataType.UINT16, 1),
            ModbusContract.tag("r1", "holding:1", DataType.UINT16, 1),
            ModbusContract.tag("r2", "holding:2", DataType.UINT16, 1),
            ModbusContract.tag("far", "holding:900", DataType.UINT16, 1));
    ModbusOptions options =
        Options.of("tcp://127.0.0.1:" + port, Duration.ofMillis(200), Duration.ofMillis(25));
    return new ModbusKind().create("killer", options, tags, new SystemClock());
  }
}
