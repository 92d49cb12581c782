package io.sluice.connectors.opcua;

import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.link.Feed;
import io.sluice.connectors.link.GroupReports;
import io.sluice.connectors.link.Sending;
import io.sluice.connectors.link.Session;
import io.sluice.connectors.link.SessionOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.jspecify.annotations.Nullable;

/**
 * One Milo client from connected until the first sign of trouble. Milo would reconnect by itself,
 * with a back-off of its own of up to 16 s and subscriptions that may stay silent; so it is dropped
 * the moment its session becomes inactive, and a new one made.
 */
final class SubscribedSession implements Session, SessionActivityListener {
  private final OpcUaClient client;
  private final Nodes nodes;
  private final OpcUaLink link;
  private final GroupReports<GroupSubscription> reports;
  private final PlantClock clock;
  private final List<GroupSubscription> groups = new ArrayList<>();

  SubscribedSession(OpcUaClient client, Nodes nodes, OpcUaLink link, SessionOwner owner) {
    this.client = client;
    this.nodes = nodes;
    this.link = link;
    this.reports = new GroupReports<>(owner, groups, GroupSubscription::trouble);
    this.clock = link.clock();
  }

  /** Who hears of the subscriptions. */
  SessionOwner reports() {
    return reports;
  }

  /** Its subscriptions, which report to {@link #reports}. Before {@link #begin} only. */
  void add(GroupSubscription group) {
    groups.add(group);
  }

  @Override
  public void begin() {
    client.addSessionActivityListener(this);
    groups.forEach(GroupSubscription::begin);
  }

  @Override
  public CompletionStage<Scan> read(TagGroup tags) {
    CompletableFuture<Scan> result = new CompletableFuture<>();
    List<Tag> known = tags.tags().stream().filter(tag -> nodes.node(tag) != null).toList();
    List<NodeId> ids = known.stream().map(nodes::node).map(Objects::requireNonNull).toList();
    CompletionStage<List<DataValue>> answer =
        ids.isEmpty()
            ? CompletableFuture.completedFuture(List.of())
            : client.readValuesAsync(0.0, TimestampsToReturn.Both, ids);
    answer.whenComplete(
        (values, failure) ->
            link.loop().execute(() -> result.complete(scan(tags, values, failure))));
    return result;
  }

  @Override
  public CompletionStage<Sending> send(WriteRequest request) {
    Tag tag = request.tag();
    NodeId node = nodes.node(tag);
    if (node == null) {
      return unsent(StatusCode.BAD_NODE_ID_UNKNOWN, "the server has no such namespace");
    }
    WireValue.Result wire = WireValue.of(tag, nodes.builtinType(tag), request.value());
    if (wire instanceof WireValue.Result.Refused refused) {
      return unsent(refused.status(), refused.reason());
    }
    CompletableFuture<Sending> outcome = new CompletableFuture<>();
    DataValue value = DataValue.valueOnly(((WireValue.Result.Ready) wire).variant());
    Sending.ifStillWanted(
            request, clock, outcome, () -> client.writeValuesAsync(List.of(node), List.of(value)))
        .ifPresent(answer -> hear(answer, outcome));
    return outcome;
  }

  @Override
  public void end() {
    reports.end();
    client.removeSessionActivityListener(this);
    groups.forEach(GroupSubscription::end);
  }

  @Override
  public void close() throws Exception {
    link.hangUp(client);
  }

  @Override
  public void onSessionInactive(UaSession session) {
    link.loop().execute(() -> reports.lost("the session with the server broke"));
  }

  private Scan scan(TagGroup tags, @Nullable List<DataValue> values, @Nullable Throwable failure) {
    if (failure != null || values == null) {
      reports.lost(
          "a read failed: "
              + Failures.sentence(
                  failure == null ? new IllegalStateException("no answer") : failure));
      return new Feed(tags, clock).bad(StatusCode.BAD_COMMUNICATION_ERROR);
    }
    Scan.Builder scan = new Feed(tags, clock).next();
    Samples samples = new Samples(tags);
    long now = UtcTime.ofInstant(clock.now());
    int answer = 0;
    for (int tag = 0; tag < tags.tags().size(); tag++) {
      if (nodes.node(tags.tags().get(tag)) == null || answer >= values.size()) {
        scan.bad(tag, StatusCode.BAD_NODE_ID_UNKNOWN, now);
      } else {
        samples.add(scan, tag, values.get(answer++), now);
      }
    }
    return scan.build();
  }

  private void hear(
      CompletionStage<List<org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode>> answer,
      CompletableFuture<Sending> outcome) {
    answer.whenComplete(
        (codes, failure) -> link.loop().execute(() -> outcome.complete(sending(codes, failure))));
  }

  private Sending sending(
      @Nullable List<org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode> codes,
      @Nullable Throwable failure) {
    if (failure != null || codes == null || codes.isEmpty()) {
      String reason = failure == null ? "the server sent no result" : Failures.sentence(failure);
      reports.lost("a write failed: " + reason);
      return Sending.failed(StatusCode.BAD_COMMUNICATION_ERROR, true, reason);
    }
    StatusCode status = Failures.status(codes.get(0));
    return status.bad()
        ? Sending.failed(status, true, "the server refused: " + Failures.name(codes.get(0)))
        : new Sending.Accepted();
  }

  private static CompletionStage<Sending> unsent(StatusCode status, String reason) {
    return CompletableFuture.completedFuture(Sending.failed(status, false, reason));
  }
}
