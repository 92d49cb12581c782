package io.sluice.connectors.opcua;

import io.sluice.connectors.StatusCode;
import io.sluice.connectors.TagGroup;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MonitoringMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringParameters;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/** Asks a server for the events of a node, and for the alarms that are there already. */
final class EventRequests {
  private final OpcUaClient client;
  private final TagGroup group;
  private final NodeId notifier;
  private final OpcUaOptions.PublishGroup asked;

  EventRequests(
      OpcUaClient client, TagGroup group, NodeId notifier, OpcUaOptions.PublishGroup asked) {
    this.client = client;
    this.group = group;
    this.notifier = notifier;
    this.asked = asked;
  }

  /** All tags have the same outcome: one item brings all fields. */
  CompletableFuture<List<ItemRequests.Outcome>> create(UInteger subscription, List<Integer> tags) {
    return client
        .createMonitoredItemsAsync(subscription, TimestampsToReturn.Both, List.of(request()))
        .thenApply(
            answer -> {
              MonitoredItemCreateResult[] results = answer.getResults();
              if (results == null || results.length == 0) {
                return refused(tags, StatusCode.BAD_DECODING_ERROR);
              }
              MonitoredItemCreateResult made = results[0];
              if (made.getStatusCode().isBad()) {
                return refused(tags, Failures.status(made.getStatusCode()));
              }
              refresh(subscription);
              return tags.stream()
                  .map(
                      tag ->
                          new ItemRequests.Outcome(
                              tag,
                              StatusCode.GOOD,
                              made.getMonitoredItemId().longValue(),
                              0,
                              made.getRevisedQueueSize().longValue()))
                  .toList();
            });
  }

  /**
   * Lets the server tell of all conditions that are there (OPC 10000-9, 5.5.7). One that has none
   * refuses, and that is all right.
   */
  private void refresh(UInteger subscription) {
    var unused =
        client.callAsync(
            List.of(
                new CallMethodRequest(
                    NodeIds.ConditionType,
                    NodeIds.ConditionType_ConditionRefresh,
                    new Variant[] {new Variant(subscription)})));
  }

  private MonitoredItemCreateRequest request() {
    return new MonitoredItemCreateRequest(
        new ReadValueId(notifier, AttributeId.EventNotifier.uid(), null, QualifiedName.NULL_VALUE),
        MonitoringMode.Reporting,
        new MonitoringParameters(
            Unsigned.uint(group.tags().size()),
            0.0,
            ExtensionObject.encode(
                client.getStaticEncodingContext(), new EventFields(group).filter()),
            Unsigned.uint(asked.queue()),
            true));
  }

  private static List<ItemRequests.Outcome> refused(List<Integer> tags, StatusCode why) {
    return tags.stream().map(tag -> ItemRequests.Outcome.refused(tag, why)).toList();
  }
}
