package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import io.sluice.connectors.Access;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Scan;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.TagClass;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our scans against a bare Milo callback and node-opcua's client; same server, same run. */
@Tag("bench")
class OpcUaBenchTest {
  private static final int ITEMS = 10_000;
  private static final int EVERY_MILLIS = 100;
  private static final long WINDOW_NANOS = 6_000_000_000L;

  /**
   * What one client did.
   *
   * @param setUpMillis from nothing to the first value of each item
   * @param rate values a second
   * @param cpuMicros CPU time of its process for one value
   */
  private record Run(double setUpMillis, double rate, double cpuMicros) {}

  @Test
  void tenThousandItemsAtAHundredMilliseconds() throws Exception {
    try (PushingServer server = new PushingServer(ITEMS, EVERY_MILLIS)) {
      bare(server);
      connector(server);
      List<Run> bare = new ArrayList<>();
      List<Run> ours = new ArrayList<>();
      for (int turn = 0; turn < 3; turn++) {
        bare.add(bare(server));
        ours.add(connector(server));
      }
      Run milo = median(bare);
      Run sluice = median(ours);
      System.out.printf(
          "opcua, %d items at %d ms, server in its own process%n"
              + "  bare Milo callback: set-up %.0f ms, %.0f values/s, %.2f us CPU a value%n"
              + "  scans of Sluice:    set-up %.0f ms, %.0f values/s, %.2f us CPU a value%n"
              + "  ratios: values %.2f (goal 0.90), set-up %.2f (goal 1.30), CPU %.2f%n",
          ITEMS,
          EVERY_MILLIS,
          milo.setUpMillis,
          milo.rate,
          milo.cpuMicros,
          sluice.setUpMillis,
          sluice.rate,
          sluice.cpuMicros,
          sluice.rate / milo.rate,
          sluice.setUpMillis / milo.setUpMillis,
          sluice.cpuMicros / milo.cpuMicros);
      assertThat(sluice.rate / milo.rate).isGreaterThan(0.9);
      assertThat(sluice.setUpMillis / milo.setUpMillis).isLessThan(1.3);
      assertThat(sluice.rate).as("of 100,000 a second").isGreaterThan(90_000);
    }
  }

  @Test
  void asMuchAsItTakesAgainstNodeOpcUa() throws Exception {
    String modules = System.getenv("PEERS_NODE_MODULES");
    assumeTrue(modules != null, "PEERS_NODE_MODULES does not name the npm packages");
    try (PushingServer server = new PushingServer(ITEMS, EVERY_MILLIS)) {
      connector(server);
      Run ours = connector(server);
      Run theirs = nodeOpcUa(server, modules);
      System.out.printf(
          "opcua, %d items at %d ms: node-opcua %.0f values/s, %.2f us CPU a value; Sluice %.0f"
              + " values/s, %.2f us; ratios: values %.2f, CPU %.2f (goal 2)%n",
          ITEMS,
          EVERY_MILLIS,
          theirs.rate,
          theirs.cpuMicros,
          ours.rate,
          ours.cpuMicros,
          ours.rate / theirs.rate,
          theirs.cpuMicros / ours.cpuMicros);
      assertThat(theirs.cpuMicros / ours.cpuMicros).isGreaterThan(2);
    }
  }

  private static Run nodeOpcUa(PushingServer server, String modules) throws Exception {
    Path script = Path.of(OpcUaBenchTest.class.getResource("/peers/opcua_bench.js").toURI());
    Path bundled = Path.of(modules, ".bin", "node");
    ProcessBuilder builder =
        new ProcessBuilder(
                Files.exists(bundled) ? bundled.toString() : "node",
                script.toString(),
                server.url(),
                PushingServer.NAMESPACE,
                Integer.toString(ITEMS),
                Integer.toString(EVERY_MILLIS),
                Long.toString(WINDOW_NANOS / 1_000_000_000L))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("NODE_PATH", modules);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    double values = number(said, "values");
    return new Run(
        0, values / number(said, "seconds"), number(said, "cpu") * 1e6 / Math.max(1, values));
  }

  private static double number(String json, String key) {
    Matcher matcher = Pattern.compile("\"" + key + "\":([0-9.e-]+)").matcher(json);
    assertThat(matcher.find()).as(json).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  private static Run bare(PushingServer server) throws Exception {
    AtomicLong values = new AtomicLong();
    long began = System.nanoTime();
    OpcUaClient client = OpcUaClient.create(server.url());
    client.connect();
    try {
      OpcUaSubscription subscription = new OpcUaSubscription(client, (double) EVERY_MILLIS);
      subscription.setSubscriptionListener(
          new OpcUaSubscription.SubscriptionListener() {
            @Override
            public void onDataReceived(
                OpcUaSubscription from, List<OpcUaMonitoredItem> items, List<DataValue> all) {
              values.addAndGet(all.size());
            }
          });
      subscription.create();
      var index = client.getNamespaceTable().getIndex(PushingServer.NAMESPACE);
      for (int i = 0; i < ITEMS; i++) {
        OpcUaMonitoredItem item =
            OpcUaMonitoredItem.newDataItem(NodeId.parse("ns=" + index + ";s=v" + i));
        item.setSamplingInterval((double) EVERY_MILLIS);
        item.setQueueSize(Unsigned.uint(10));
        subscription.addMonitoredItem(item);
      }
      subscription.createMonitoredItems();
      return measure(values, began);
    } finally {
      client.disconnect();
    }
  }

  private static Run connector(PushingServer server) throws Exception {
    OpcUaOptions options =
        new OpcUaOptions(
            server.url(),
            null,
            null,
            Duration.ofSeconds(10),
            Map.of(
                "live", new OpcUaOptions.PublishGroup(Duration.ofMillis(EVERY_MILLIS), null, 10)));
    List<io.sluice.connectors.Tag> tags = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      tags.add(tag("v" + i));
    }
    AtomicLong values = new AtomicLong();
    long began = System.nanoTime();
    try (Connector connector = new OpcUaKind().create("bench", options, tags, new SystemClock())) {
      connector.start(
          new Connector.Listener() {
            @Override
            public void onScan(Scan scan) {
              values.addAndGet(scan.size());
            }

            @Override
            public void onState(ConnectionStatus status) {}
          });
      return measure(values, began);
    }
  }

  private static io.sluice.connectors.Tag tag(String name) {
    return new io.sluice.connectors.Tag(
        name,
        "live",
        "nsu=" + PushingServer.NAMESPACE + ";s=" + name,
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

  private static Run measure(AtomicLong values, long began) {
    Heard heard = new Heard();
    heard.awaitTrue("the first values", () -> values.get() >= ITEMS);
    double setUp = (System.nanoTime() - began) / 1e6;
    long settled = System.nanoTime();
    heard.awaitTrue("settled", () -> System.nanoTime() - settled > 1_500_000_000L);
    long before = values.get();
    long cpu = cpu();
    long start = System.nanoTime();
    heard.awaitTrue("the window", () -> System.nanoTime() - start > WINDOW_NANOS);
    double seconds = (System.nanoTime() - start) / 1e9;
    long counted = values.get() - before;
    return new Run(setUp, counted / seconds, (cpu() - cpu) / 1e3 / Math.max(1, counted));
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static Run median(List<Run> runs) {
    return new Run(
        runs.stream()
            .mapToDouble(Run::setUpMillis)
            .sorted()
            .skip(runs.size() / 2)
            .findFirst()
            .orElseThrow(),
        runs.stream()
            .mapToDouble(Run::rate)
            .sorted()
            .skip(runs.size() / 2)
            .findFirst()
            .orElseThrow(),
        runs.stream()
            .mapToDouble(Run::cpuMicros)
            .sorted()
            .skip(runs.size() / 2)
            .findFirst()
            .orElseThrow());
  }
}
