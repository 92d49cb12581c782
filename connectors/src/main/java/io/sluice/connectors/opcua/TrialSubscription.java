package io.sluice.connectors.opcua;

import io.sluice.connectors.GrantedInterval;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.jspecify.annotations.Nullable;

/** Subscriptions made only to hear what the server makes of them; they end with the session. */
final class TrialSubscription {
  private TrialSubscription() {}

  /** One for each group; blocks. */
  static List<GrantedInterval> all(OpcUaClient client, OpcUaOptions options, List<TagGroup> groups)
      throws UaException {
    List<GrantedInterval> granted = new ArrayList<>();
    for (TagGroup group : groups) {
      OpcUaOptions.PublishGroup asked = options.groups().get(group.name());
      if (asked != null) {
        granted.add(one(client, group, asked));
      }
    }
    return granted;
  }

  private static GrantedInterval one(
      OpcUaClient client, TagGroup group, OpcUaOptions.PublishGroup asked) throws UaException {
    OpcUaSubscription trial = new OpcUaSubscription(client, asked.publishing().toNanos() / 1e6);
    trial.create();
    try {
      for (Tag tag : group.tags()) {
        @Nullable NodeId node =
            NodeAddress.parse(tag.address()).on(client.getNamespaceTable()).orElse(null);
        if (node != null) {
          OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(node);
          item.setSamplingInterval(asked.samplingMillis());
          item.setQueueSize(Unsigned.uint(asked.queue()));
          trial.addMonitoredItem(item);
        }
      }
      List<?> unused = trial.createMonitoredItems();
      RevisedValues revised = new RevisedValues();
      revised.read(group, trial, asked);
      return new GrantedInterval(
          group,
          Duration.ofNanos((long) (revised.publishingMillis() * 1e6)),
          Duration.ofNanos((long) (revised.slowestSamplingMillis() * 1e6)));
    } finally {
      trial.delete();
    }
  }
}
