package io.sluice.gateway.bench;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;

/** A Milo subscription whose callback counts: what any client of that library costs at least. */
final class BareMilo {
  private BareMilo() {}

  /** Arguments: url, publishing interval in ms, seconds to warm up, seconds to measure. */
  public static void main(String[] arguments) throws Exception {
    Meter meter = new Meter();
    AtomicLong values = new AtomicLong();
    double interval = Double.parseDouble(arguments[1]);
    OpcUaClient client = OpcUaClient.create(arguments[0]);
    client.connect();
    OpcUaSubscription subscription = new OpcUaSubscription(client, interval);
    subscription.setSubscriptionListener(
        new OpcUaSubscription.SubscriptionListener() {
          @Override
          public void onDataReceived(
              OpcUaSubscription from, List<OpcUaMonitoredItem> items, List<DataValue> all) {
            values.addAndGet(all.size());
          }
        });
    subscription.create();
    UShort namespace =
        Objects.requireNonNull(client.getNamespaceTable().getIndex(FloodServer.NAMESPACE));
    for (int tag = 0; tag < PlantFiles.TAGS; tag++) {
      NodeId node = new NodeId(namespace, PlantFiles.tag(tag));
      OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(node);
      item.setSamplingInterval(interval / 2);
      item.setQueueSize(Unsigned.uint(10));
      subscription.addMonitoredItem(item);
    }
    subscription.createMonitoredItems();
    Meter.pass(Double.parseDouble(arguments[2]));
    meter.measure(Double.parseDouble(arguments[3]), values::get);
    client.disconnect();
    meter.tell();
    Child.awaitEnd();
    System.exit(0);
  }
}
