package io.sluice.gateway.bench;

import io.sluice.connectors.Access;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Scan;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.opcua.OpcUaKind;
import io.sluice.connectors.opcua.OpcUaOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Kind {@code opcua}: a connector whose good samples are counted. */
final class OurOpcUa {
  private OurOpcUa() {}

  /** Arguments: url, publishing interval in ms, seconds to warm up, seconds to measure. */
  public static void main(String[] arguments) throws Exception {
    Meter meter = new Meter();
    LongAdder values = new LongAdder();
    OpcUaOptions options =
        new OpcUaOptions(
            arguments[0],
            null,
            null,
            Duration.ofSeconds(10),
            Map.of(
                "live",
                new OpcUaOptions.PublishGroup(
                    Duration.ofMillis(Long.parseLong(arguments[1])), null, 10)));
    List<Tag> tags = new ArrayList<>();
    for (int tag = 0; tag < PlantFiles.TAGS; tag++) {
      tags.add(tag(tag));
    }
    Connector connector = new OpcUaKind().create("bench", options, tags, new SystemClock());
    connector.start(new Counting(values));
    Meter.pass(Double.parseDouble(arguments[2]));
    meter.measure(Double.parseDouble(arguments[3]), values::sum);
    meter.tell();
    Child.awaitEnd();
    System.exit(0);
  }

  private static Tag tag(int tag) {
    return new Tag(
        PlantFiles.tag(tag),
        "live",
        FloodServer.address(tag),
        DataType.FLOAT64,
        "",
        -1e9,
        1e9,
        1,
        0,
        0,
        Access.READ,
        TagClass.PROCESS,
        "");
  }

  private record Counting(LongAdder values) implements Connector.Listener {
    @Override
    public void onScan(Scan scan) {
      int good = 0;
      for (int i = 0; i < scan.size(); i++) {
        good += scan.hasValue(i) ? 1 : 0;
      }
      values.add(good);
    }

    @Override
    public void onState(ConnectionStatus status) {
      System.err.println(status.state() + " " + status.lastError());
    }
  }
}
