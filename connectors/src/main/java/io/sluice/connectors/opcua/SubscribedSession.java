package io.sluice.connectors.opcua;

import io.sluice.connectors.Missed;
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
import io.sluice.connectors.link.Spoken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaSession;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.CloseSessionRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Milo client from connected until the first sign of trouble. Milo would reconnect by itself,
 * with a back-off of its own of up to 16 s and subscriptions that may stay silent; so it is dropped
 * the moment its session becomes inactive, and a new one made.
 */
final class SubscribedSession implements Session, SessionActivityListener {
  private static final Logger log = LoggerFactory.getLogger(SubscribedSession.class);

  /** Time for a last word to a server that may be gone. */
  private static final long FAREWELL_NANOS = 1_000_000_000L;

  /** Longer than a keep-alive takes. */
  private static final Duration QUIET = Duration.ofMillis(1_500);

  private final OpcUaClient client;
  private final OpcUaSession session;
  private final Nodes nodes;
  private final ServerLimits limits;
  private final Expiry expiry;
  private final OpcUaLink link;
  private final GroupReports<GroupSubscription> reports;
  private final PlantClock clock;
  private final List<GroupSubscription> groups = new ArrayList<>();
  private final Publishing publishing;
  private volatile boolean broken;

  /** What one session has of its server. */
  record Server(
      OpcUaClient client, OpcUaSession session, Nodes nodes, ServerLimits limits, Expiry expiry) {}

  SubscribedSession(Server server, OpcUaLink link, SessionOwner owner) {
    this.client = server.client();
    this.session = server.session();
    this.nodes = server.nodes();
    this.limits = server.limits();
    this.expiry = server.expiry();
    this.link = link;
    this.reports = new GroupReports<>(new Breaking(owner), groups, this::trouble);
    this.clock = link.clock();
    this.publishing = new Publishing(client, session.getAuthenticationToken(), this);
  }

  private @Nullable String trouble(GroupSubscription group) {
    String told = group.trouble();
    return told == null ? expiry.trouble(clock.now()) : told;
  }

  /** Who hears of the subscriptions. */
  SessionOwner reports() {
    return reports;
  }

  OpcUaLink link() {
    return link;
  }

  /** Its subscriptions, which report to {@link #reports}. Before {@link #begin} only. */
  void add(GroupSubscription group) {
    groups.add(group);
  }

  @Override
  public void begin() {
    client.addSessionActivityListener(this);
    groups.forEach(GroupSubscription::begin);
    publishing.begin(groups);
  }

  /** Reads now; one value for each tag, on the loop, or a failure that the owner has heard of. */
  CompletionStage<List<DataValue>> readNow(List<Tag> tags) {
    CompletableFuture<List<DataValue>> result = new CompletableFuture<>();
    List<Tag> known = tags.stream().filter(tag -> nodes.node(tag) != null).toList();
    var unused =
        new Portions<NodeId, DataValue>(
                limits.reads(),
                some -> client.readValuesAsync(0.0, TimestampsToReturn.Both, some),
                DataValue::new)
            .of(known.stream().map(nodes::node).map(Objects::requireNonNull).toList())
            .whenComplete(
                (values, failure) ->
                    link.loop()
                        .execute(
                            () -> {
                              if (failure != null) {
                                reports.lost("a read failed: " + Failures.sentence(failure));
                                result.completeExceptionally(failure);
                              } else {
                                result.complete(spread(tags, values));
                              }
                            }));
    return result;
  }

  private List<DataValue> spread(List<Tag> tags, List<DataValue> values) {
    List<DataValue> all = new ArrayList<>(tags.size());
    int next = 0;
    for (Tag tag : tags) {
      all.add(
          nodes.node(tag) == null
              ? new DataValue(StatusCodes.Bad_NodeIdUnknown)
              : values.get(next++));
    }
    return all;
  }

  @Override
  public CompletionStage<Scan> read(TagGroup tags) {
    return readNow(tags.tags()).handle((values, failure) -> scan(tags, values));
  }

  /** Asks for a message once more; on the loop it hears what came, or null. */
  void republish(UInteger subscription, long number, Consumer<@Nullable Delivery> then) {
    var unused =
        client
            .republishAsync(subscription, Unsigned.uint(number))
            .handle(
                (response, failure) ->
                    response == null
                        ? Optional.<Delivery>empty()
                        : Optional.of(
                            Delivery.of(
                                response.getNotificationMessage(),
                                client.getStaticEncodingContext())))
            .thenAccept(again -> link.loop().execute(() -> then.accept(again.orElse(null))));
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
    publishing.end();
    client.removeSessionActivityListener(this);
    groups.forEach(GroupSubscription::end);
    if (broken) {
      groups.forEach(link::keep);
    }
  }

  /**
   * A broken session ends without its subscriptions, which the next one takes over with all that
   * they have kept; any other takes them with it.
   */
  @Override
  public void close() throws Exception {
    if (!broken || !link.takesOver()) {
      link.hangUp(client);
      return;
    }
    try {
      client
          .sendRequestAsync(
              new CloseSessionRequest(
                  client.newRequestHeader(session.getAuthenticationToken()), false))
          .get(FAREWELL_NANOS, TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException gone) {
      log.debug("{}: no farewell: {}", link.name(), Failures.sentence(gone));
    } finally {
      OpenChannels.close(client);
      link.hangUp(client);
    }
  }

  @Override
  public void onSessionInactive(UaSession inactive) {
    link.loop().execute(() -> reports.lost(breach()));
  }

  /** What a broken session is told as: a server that fell silent did not close anything. */
  String breach() {
    Duration silence =
        groups.stream().map(GroupSubscription::silence).min(Duration::compareTo).orElse(QUIET);
    return silence.compareTo(QUIET) > 0
        ? "no answer from the server for " + Spoken.duration(silence)
        : "the session with the server broke";
  }

  private Scan scan(TagGroup tags, @Nullable List<DataValue> values) {
    if (values == null) {
      return new Feed(tags, clock).bad(StatusCode.BAD_COMMUNICATION_ERROR);
    }
    Scan.Builder scan = new Feed(tags, clock).next();
    Samples samples = new Samples(tags);
    long now = UtcTime.ofInstant(clock.now());
    for (int tag = 0; tag < tags.tags().size(); tag++) {
      samples.add(scan, tag, values.get(tag), now);
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

  /** Remembers that the connection broke, so that what the server still has is taken over. */
  private final class Breaking implements SessionOwner {
    private final SessionOwner owner;

    Breaking(SessionOwner owner) {
      this.owner = owner;
    }

    @Override
    public void scan(Scan scan) {
      owner.scan(scan);
    }

    @Override
    public void missed(TagGroup group, Missed why, long scans) {
      owner.missed(group, why, scans);
    }

    @Override
    public void lost(String reason) {
      broken = true;
      owner.lost(reason);
    }

    @Override
    public void troubled(String reason) {
      owner.troubled(reason);
    }

    @Override
    public void healed() {
      owner.healed();
    }
  }
}
