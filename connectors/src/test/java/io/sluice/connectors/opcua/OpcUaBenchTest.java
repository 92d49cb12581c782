package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Access;
import io.sluice.connectors.ConnectionStatus;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Scan;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.TagClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values a second through the connector against a bare Milo callback, same server, same run. */
@Tag("bench")
class OpcUaBenchTest {
  private static final int ITEMS = 2_000;
  private static final long WINDOW_NANOS = 5_000_000_000L;

  @Test
  void valuesOfTwoThousandItems() throws Exception {
    try (OpcUaPeer peer = new OpcUaPeer().start()) {
      AtomicLong turn = new AtomicLong();
      change(peer, turn);
      ScheduledExecutorService plant = Executors.newSingleThreadScheduledExecutor();
      try {
        ScheduledFuture<?> unused =
            plant.scheduleAtFixedRate(() -> change(peer, turn), 0, 50, TimeUnit.MILLISECONDS);
        throughConnector(peer);
        double bare = bare(peer);
        double ours = throughConnector(peer);
        System.out.printf(
            "opcua, %d items at 50 ms: bare %.0f values/s, connector %.0f values/s, ratio %.2f%n",
            ITEMS, bare, ours, ours / bare);
        assertThat(ours).isGreaterThan(bare * 0.8);
      } finally {
        plant.shutdownNow();
      }
    }
  }

  private static double bare(OpcUaPeer peer) throws Exception {
    AtomicLong values = new AtomicLong();
    OpcUaClient client =
        OpcUaClient.create(
            "opc.tcp://127.0.0.1:" + peer.port,
            all ->
                all.stream()
                    .findFirst()
                    .map(
                        one ->
                            org.eclipse.milo.opcua.stack.core.util.EndpointUtil.updateUrl(
                                one, "127.0.0.1")),
            b -> {},
            b -> {});
    client.connect();
    try {
      OpcUaSubscription subscription = new OpcUaSubscription(client, 50.0);
      subscription.setSubscriptionListener(
          new OpcUaSubscription.SubscriptionListener() {
            @Override
            public void onDataReceived(
                OpcUaSubscription from, List<OpcUaMonitoredItem> items, List<DataValue> all) {
              values.addAndGet(all.size());
            }
          });
      subscription.create();
      for (int i = 0; i < ITEMS; i++) {
        NodeId node =
            NodeId.parse(
                "ns=" + client.getNamespaceTable().getIndex(OpcUaPeer.NAMESPACE) + ";s=v" + i);
        OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(node);
        item.setSamplingInterval(25.0);
        item.setQueueSize(Unsigned.uint(10));
        subscription.addMonitoredItem(item);
      }
      subscription.createMonitoredItems();
      return rate(values);
    } finally {
      client.disconnect();
    }
  }

  private static double throughConnector(OpcUaPeer peer) throws Exception {
    OpcUaOptions options =
        new OpcUaOptions(
            "opc.tcp://127.0.0.1:" + peer.port,
            null,
            null,
            Duration.ofSeconds(10),
            Map.of(
                "live",
                new OpcUaOptions.PublishGroup(Duration.ofMillis(50), Duration.ofMillis(25), 10)));
    List<io.sluice.connectors.Tag> tags = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      tags.add(
          new io.sluice.connectors.Tag(
              "v" + i,
              "live",
              "nsu=" + OpcUaPeer.NAMESPACE + ";s=v" + i,
              DataType.FLOAT64,
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
    AtomicLong values = new AtomicLong();
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
      return rate(values);
    }
  }

  private static double rate(AtomicLong values) throws Exception {
    Heard heard = new Heard();
    heard.awaitTrue("the first values", () -> values.get() >= ITEMS);
    long before = values.get();
    long start = System.nanoTime();
    heard.awaitTrue("the window", () -> System.nanoTime() - start > WINDOW_NANOS);
    return (values.get() - before) * 1e9 / (System.nanoTime() - start);
  }

  private static void change(OpcUaPeer peer, AtomicLong turn) {
    double value = turn.incrementAndGet();
    for (int i = 0; i < ITEMS; i++) {
      peer.put("v" + i, value);
    }
  }
}
