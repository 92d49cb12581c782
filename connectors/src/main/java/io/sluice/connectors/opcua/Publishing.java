package io.sluice.connectors.opcua;

import io.sluice.connectors.link.SessionOwner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps publish requests waiting at the server, and hands what comes back to the groups. A message
 * is acknowledged after its group has it, and the next request goes out after that: a slow loop
 * slows the server down and nothing piles up here.
 *
 * <p>On the connection's loop, but for decoding.
 */
final class Publishing {
  private static final Logger log = LoggerFactory.getLogger(Publishing.class);

  /** Requests beyond one a subscription, so that the server never waits for us. */
  private static final int AHEAD = 2;

  private static final int MOST_REQUESTS = 16;

  /** Messages of no subscription of ours, in a row, until the server is not believed any more. */
  private static final int STRANGERS = 200;

  private static final int STRANGERS_DELETED = 16;

  private final OpcUaClient client;
  private final NodeId token;
  private final SubscribedSession session;
  private final OpcUaLink link;
  private final SessionOwner owner;
  private final Map<UInteger, GroupSubscription> groups = new HashMap<>();
  private final Set<UInteger> deleted = new HashSet<>();
  private UInteger timeoutHint = Unsigned.uint(0);
  private int allowed;
  private int waiting;
  private int strangers;
  private boolean ended;

  private record Answer(UInteger subscription, Delivery delivery, Set<Long> available) {}

  Publishing(OpcUaClient client, NodeId token, SubscribedSession session) {
    this.client = client;
    this.token = token;
    this.session = session;
    this.link = session.link();
    this.owner = session.reports();
  }

  void begin(List<GroupSubscription> all) {
    Duration silence = link.timeout();
    for (GroupSubscription group : all) {
      groups.put(group.id(), group);
      silence = longer(silence, group.keepAlive());
    }
    allowed = Math.min(MOST_REQUESTS, all.size() + AHEAD);
    long millis = silence.toMillis() * 2 * allowed + link.timeout().toMillis();
    timeoutHint = Unsigned.uint(Math.min(millis, Integer.MAX_VALUE));
    fill();
  }

  void end() {
    ended = true;
  }

  private void fill() {
    while (!ended && !groups.isEmpty() && waiting < allowed) {
      waiting++;
      var unused =
          client
              .sendRequestAsync(
                  new PublishRequest(
                      client.newRequestHeader(token, timeoutHint), acknowledgements()))
              .handle(
                  (response, failure) ->
                      response instanceof PublishResponse come ? answer(come) : failure)
              .thenAccept(come -> link.loop().execute(() -> came(come)));
    }
  }

  private SubscriptionAcknowledgement[] acknowledgements() {
    List<SubscriptionAcknowledgement> all = new ArrayList<>();
    groups.forEach(
        (id, group) ->
            group
                .takeAcknowledged()
                .forEach(
                    number -> all.add(new SubscriptionAcknowledgement(id, Unsigned.uint(number)))));
    return all.toArray(new SubscriptionAcknowledgement[0]);
  }

  private Answer answer(PublishResponse response) {
    UInteger[] told = response.getAvailableSequenceNumbers();
    Set<Long> available = new HashSet<>();
    for (UInteger number : told == null ? new UInteger[0] : told) {
      available.add(number.longValue());
    }
    return new Answer(
        response.getSubscriptionId(),
        Delivery.of(response.getNotificationMessage(), client.getStaticEncodingContext()),
        available);
  }

  private void came(@Nullable Object come) {
    waiting--;
    if (ended) {
      return;
    }
    if (come instanceof Answer answer) {
      GroupSubscription group = groups.get(answer.subscription());
      if (group == null) {
        stranger(answer.subscription());
      } else {
        strangers = 0;
        group.heard(answer.delivery(), answer.available());
      }
    } else if (come instanceof Throwable failure) {
      failed(failure);
    } else {
      owner.lost("the server answered a publish request with something else");
    }
    fill();
  }

  private void failed(Throwable failure) {
    StatusCode status =
        UaException.extractStatusCode(failure)
            .orElse(new StatusCode(StatusCodes.Bad_ConnectionClosed));
    long code = status.getValue();
    if (code == StatusCodes.Bad_TooManyPublishRequests && allowed > 1) {
      allowed = Math.max(1, Math.min(allowed - 1, waiting));
    } else if (code == StatusCodes.Bad_NoSubscription) {
      groups.values().forEach(GroupSubscription::forgotten);
      owner.lost("the server has forgotten the subscriptions");
    } else if (Failures.broken(status)) {
      owner.lost(session.breach());
    } else if (code != StatusCodes.Bad_Timeout) {
      owner.lost("the server published no more: " + Failures.sentence(failure));
    }
  }

  /** Somebody else's, or one of ours that outlived its time: it would take every second answer. */
  private void stranger(UInteger id) {
    strangers++;
    if (strangers > STRANGERS) {
      owner.lost("the server publishes for subscriptions that are not this connection's");
    } else if (deleted.size() < STRANGERS_DELETED && deleted.add(id)) {
      log.info("{}: subscription {} is not ours and is deleted", link.name(), id);
      var unused = client.deleteSubscriptionsAsync(List.of(id));
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
