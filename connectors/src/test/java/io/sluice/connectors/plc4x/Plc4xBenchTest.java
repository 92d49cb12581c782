package io.sluice.connectors.plc4x;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Access;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.modbus.ModbusPeer;
import io.sluice.connectors.plan.PollGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.plc4x.java.DefaultPlcDriverManager;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.messages.PlcReadRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scans a second through the connector against a bare PLC4X read loop, same device, same run. */
@Tag("bench")
class Plc4xBenchTest {
  private static final long WINDOW = Duration.ofSeconds(4).toNanos();
  private static final int TAGS = 1_000;

  private final SystemClock clock = new SystemClock();

  @Test
  void scansOfAThousandTags() throws Exception {
    try (ModbusPeer peer = new ModbusPeer().start()) {
      bare(peer.port, WINDOW / 4);
      throughConnector(peer.port, WINDOW / 4);
      double bare = bare(peer.port, WINDOW);
      double ours = throughConnector(peer.port, WINDOW);
      System.out.printf(
          "plc4x, %d tags: bare %.0f scans/s, connector %.0f scans/s, ratio %.2f%n",
          TAGS, bare, ours, ours / bare);
      assertThat(ours).isGreaterThan(bare * 0.7);
    }
  }

  private static double bare(int port, long window) throws Exception {
    try (PlcConnection connection =
        new DefaultPlcDriverManager().getConnection("modbus-tcp:tcp://127.0.0.1:" + port)) {
      PlcReadRequest.Builder request = connection.readRequestBuilder();
      for (int i = 0; i < TAGS; i++) {
        request.addTagAddress("t" + i, "holding-register:" + (i + 1) + ":INT");
      }
      PlcReadRequest scan = request.build();
      long scans = 0;
      double sum = 0;
      long start = System.nanoTime();
      while (System.nanoTime() - start < window) {
        var answer = scan.execute().get(5, TimeUnit.SECONDS);
        for (int i = 0; i < TAGS; i++) {
          sum += answer.getShort("t" + i);
        }
        scans++;
      }
      assertThat(sum).isZero();
      return scans * 1e9 / (System.nanoTime() - start);
    }
  }

  private double throughConnector(int port, long window) {
    Plc4xOptions options =
        new Plc4xOptions(
            "modbus-tcp://127.0.0.1:" + port,
            Duration.ofSeconds(5),
            Map.of("fast", new PollGroup(Duration.ofMillis(1))));
    List<io.sluice.connectors.Tag> tags = new ArrayList<>();
    for (int i = 0; i < TAGS; i++) {
      tags.add(
          new io.sluice.connectors.Tag(
              "t" + i,
              "fast",
              "4x" + (i + 1),
              DataType.INT16,
              "",
              0,
              1,
              1,
              0,
              0,
              Access.READ,
              TagClass.PROCESS,
              ""));
    }
    try (Connector connector = new Plc4xKind().create("bench", options, tags, clock)) {
      Heard heard = new Heard();
      connector.start(heard);
      heard.awaitScan("a good scan", scan -> scan.hasValue(0));
      long before = connector.status().scans();
      long start = System.nanoTime();
      heard.awaitTrue("the window", () -> System.nanoTime() - start > window);
      ConnectionStatus status = connector.status();
      return (status.scans() - before) * 1e9 / (System.nanoTime() - start);
    }
  }
}
