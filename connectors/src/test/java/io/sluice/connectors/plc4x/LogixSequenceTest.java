package io.sluice.connectors.plc4x;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.eip.CipType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.messages.PlcReadRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sequence counts have 16 bits; a connection has more requests than that in an hour. */
@Tag("soak")
class LogixSequenceTest {
  @Test
  void aConnectionOutlivesItsSequenceCounts() throws Exception {
    try (LogixPeer peer = new LogixPeer().start()) {
      peer.tags.put("speed", CipType.DINT, 0);
      LogixOpener opener =
          new LogixOpener(
              InetSocketAddress.createUnresolved("127.0.0.1", peer.port), 0, Duration.ofSeconds(2));
      try (PlcConnection connection = opener.open()) {
        PlcReadRequest request =
            connection.readRequestBuilder().addTagAddress("a", "speed:DINT").build();
        long start = System.nanoTime();
        for (int i = 0; i < 70_000; i++) {
          peer.tags.put("speed", CipType.DINT, i);
          assertThat(request.execute().get(2, TimeUnit.SECONDS).getInteger("a"))
              .as("request " + i)
              .isEqualTo(i);
        }
        System.out.println("70000 reads in ms " + (System.nanoTime() - start) / 1e6);
      }
    }
  }
}
