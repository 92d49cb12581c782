package io.sluice.connectors.opcua;

import io.sluice.connectors.DataType;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DataChangeTrigger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DeadbandType;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MonitoringMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringParameters;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/**
 * Asks a server to monitor the tags of a group, and says for each what came of it. A tag's index in
 * its group is its client handle. Where the server refuses a deadband, the tag is asked for without
 * one, and {@link Samples} alone keeps it.
 */
final class ItemRequests {
  private final OpcUaClient client;
  private final Nodes nodes;
  private final ServerLimits limits;
  private final TagGroup group;
  private final OpcUaOptions.PublishGroup asked;

  /**
   * What came of one tag.
   *
   * @param tag index in the group
   * @param status Good where it is monitored now
   * @param item the server's number of the monitored item, 0 where there is none
   * @param samplingMillis what the server made of the sampling interval
   * @param queue what the server made of the queue
   */
  record Outcome(int tag, StatusCode status, long item, double samplingMillis, long queue) {
    boolean monitored() {
      return !status.bad();
    }

    static Outcome refused(int tag, StatusCode status) {
      return new Outcome(tag, status, 0, 0, 0);
    }
  }

  private record Wish(int tag, NodeId node, boolean filtered) {}

  ItemRequests(
      OpcUaClient client,
      Nodes nodes,
      ServerLimits limits,
      TagGroup group,
      OpcUaOptions.PublishGroup asked) {
    this.client = client;
    this.nodes = nodes;
    this.limits = limits;
    this.group = group;
    this.asked = asked;
  }

  /**
   * One outcome for each of the tags, in no particular order. Fails where the server does not
   * answer.
   */
  CompletableFuture<List<Outcome>> create(UInteger subscription, List<Integer> tags) {
    String events = asked.events();
    if (events != null) {
      return NodeAddress.parse(events)
          .on(client.getNamespaceTable())
          .map(
              notifier ->
                  new EventRequests(client, group, notifier, asked).create(subscription, tags))
          .orElseGet(
              () ->
                  CompletableFuture.completedFuture(
                      tags.stream()
                          .map(tag -> Outcome.refused(tag, StatusCode.BAD_NODE_ID_UNKNOWN))
                          .toList()));
    }
    List<Outcome> outcomes = new ArrayList<>(tags.size());
    List<Wish> wishes = new ArrayList<>(tags.size());
    for (int tag : tags) {
      NodeId node = nodes.node(group.tags().get(tag));
      if (node == null) {
        outcomes.add(Outcome.refused(tag, StatusCode.BAD_NODE_ID_UNKNOWN));
      } else {
        wishes.add(new Wish(tag, node, deadband(group.tags().get(tag)) > 0));
      }
    }
    return ask(subscription, wishes)
        .thenCompose(
            first -> {
              List<Wish> again = new ArrayList<>();
              for (int i = 0; i < first.size(); i++) {
                Wish wish = wishes.get(i);
                if (wish.filtered() && filterRefused(first.get(i).status())) {
                  again.add(new Wish(wish.tag(), wish.node(), false));
                } else {
                  outcomes.add(first.get(i));
                }
              }
              return ask(subscription, again);
            })
        .thenApply(
            second -> {
              outcomes.addAll(second);
              return outcomes;
            });
  }

  /** Lets go of a monitored item; the answer does not matter. */
  CompletionStage<?> delete(UInteger subscription, long item) {
    return client.deleteMonitoredItemsAsync(subscription, List.of(Unsigned.uint(item)));
  }

  private CompletableFuture<List<Outcome>> ask(UInteger subscription, List<Wish> wishes) {
    List<Outcome> outcomes = new ArrayList<>(wishes.size());
    return new Portions<Wish, MonitoredItemCreateResult>(
            limits.items(),
            some ->
                client
                    .createMonitoredItemsAsync(
                        subscription,
                        TimestampsToReturn.Both,
                        some.stream().map(this::request).toList())
                    .thenApply(ItemRequests::results),
            ItemRequests::refusal)
        .of(wishes)
        .thenApply(
            results -> {
              for (int i = 0; i < wishes.size(); i++) {
                outcomes.add(outcome(wishes.get(i).tag(), results.get(i)));
              }
              return outcomes;
            });
  }

  private MonitoredItemCreateRequest request(Wish wish) {
    return new MonitoredItemCreateRequest(
        new ReadValueId(wish.node(), AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE),
        MonitoringMode.Reporting,
        new MonitoringParameters(
            Unsigned.uint(wish.tag()),
            asked.samplingMillis(),
            wish.filtered() ? filter(group.tags().get(wish.tag())) : null,
            Unsigned.uint(asked.queue()),
            true));
  }

  private static ExtensionObject filter(Tag tag) {
    return ExtensionObject.encode(
        DefaultEncodingContext.INSTANCE,
        new DataChangeFilter(
            DataChangeTrigger.StatusValue,
            Unsigned.uint(DeadbandType.Absolute.getValue()),
            deadband(tag)));
  }

  /** As the server counts, before scaling; 0 where the tag has none or is no number. */
  private static double deadband(Tag tag) {
    boolean number = tag.type() != DataType.STRING && tag.type() != DataType.BOOL;
    return number ? tag.deadband() / Math.abs(tag.scale()) : 0;
  }

  private static boolean filterRefused(StatusCode status) {
    long code = Integer.toUnsignedLong(status.code());
    return code == StatusCodes.Bad_MonitoredItemFilterUnsupported
        || code == StatusCodes.Bad_MonitoredItemFilterInvalid
        || code == StatusCodes.Bad_FilterNotAllowed
        || code == StatusCodes.Bad_DeadbandFilterInvalid;
  }

  private static List<MonitoredItemCreateResult> results(CreateMonitoredItemsResponse response) {
    MonitoredItemCreateResult[] results = response.getResults();
    return results == null ? List.of() : Arrays.asList(results);
  }

  private static MonitoredItemCreateResult refusal(
      org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode status) {
    return new MonitoredItemCreateResult(status, Unsigned.uint(0), 0.0, Unsigned.uint(0), null);
  }

  private static Outcome outcome(int tag, MonitoredItemCreateResult result) {
    return new Outcome(
        tag,
        Failures.status(result.getStatusCode()),
        result.getMonitoredItemId().longValue(),
        result.getRevisedSamplingInterval(),
        result.getRevisedQueueSize().longValue());
  }
}
