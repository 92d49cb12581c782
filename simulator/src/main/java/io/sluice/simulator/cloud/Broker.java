package io.sluice.simulator.cloud;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's side of every connection: takes publishes, tells the ledger before it acknowledges,
 * and forwards to watchers at most once. Used by one event loop only.
 */
final class Broker {
  private static final Logger log = LoggerFactory.getLogger(Broker.class);
  private static final int MOST_SESSIONS = 1_000;
  private static final int MOST_FILTERS = 100;
  private static final int MOST_PENDING = 10_000;

  private final Consumer<MqttPublishMessage> record;
  private final Map<MqttEndpoint, Client> clients = new HashMap<>();
  private final Map<String, Set<TopicFilter>> sessions = new LinkedHashMap<>();
  private int acksToLose;
  private long forwardsDropped;

  /**
   * @param record is told of each publish before it is acknowledged
   */
  Broker(Consumer<MqttPublishMessage> record) {
    this.record = record;
  }

  void connect(MqttEndpoint endpoint) {
    String id = endpoint.clientIdentifier();
    takeOver(id);
    boolean keeps = keepsSession(endpoint);
    Set<TopicFilter> known = endpoint.isCleanSession() ? null : sessions.get(id);
    Set<TopicFilter> filters = known != null ? known : new LinkedHashSet<>();
    sessions.remove(id);
    if (keeps && sessions.size() < MOST_SESSIONS) {
      sessions.put(id, filters);
    }
    clients.put(endpoint, new Client(endpoint, filters));
    endpoint.closeHandler(closed -> clients.remove(endpoint));
    endpoint.exceptionHandler(cause -> log.debug("client {}: {}", id, cause.toString()));
    endpoint.publishHandler(publish -> publish(endpoint, publish));
    endpoint.publishReleaseHandler(endpoint::publishComplete);
    endpoint.subscribeHandler(subscribe -> subscribe(endpoint, filters, subscribe));
    endpoint.unsubscribeHandler(unsubscribe -> unsubscribe(endpoint, filters, unsubscribe));
    endpoint.accept(known != null);
  }

  /** The same client again: the older connection is closed (MQTT 5.0, 3.1.4). */
  private void takeOver(String id) {
    List.copyOf(clients.keySet()).stream()
        .filter(old -> old.clientIdentifier().equals(id))
        .forEach(this::drop);
  }

  private static boolean keepsSession(MqttEndpoint endpoint) {
    if (endpoint.protocolVersion() < 5) {
      return !endpoint.isCleanSession();
    }
    MqttProperties.MqttProperty<?> expiry =
        endpoint.connectProperties().getProperty(MqttPropertyType.SESSION_EXPIRY_INTERVAL.value());
    return expiry != null && expiry.value() instanceof Integer seconds && seconds != 0;
  }

  private void publish(MqttEndpoint endpoint, MqttPublishMessage publish) {
    if (!clients.containsKey(endpoint)) {
      return;
    }
    record.accept(publish);
    forward(publish);
    if (acksToLose > 0) {
      acksToLose--;
      drop(endpoint);
    } else {
      ifOpen(endpoint, () -> acknowledge(endpoint, publish));
    }
  }

  private static void acknowledge(MqttEndpoint endpoint, MqttPublishMessage publish) {
    switch (publish.qosLevel()) {
      case AT_LEAST_ONCE -> endpoint.publishAcknowledge(publish.messageId());
      case EXACTLY_ONCE -> endpoint.publishReceived(publish.messageId());
      case AT_MOST_ONCE, FAILURE -> log.trace("nothing to acknowledge");
    }
  }

  private void forward(MqttPublishMessage publish) {
    for (Client client : clients.values()) {
      if (client.filters.stream().anyMatch(filter -> filter.matches(publish.topicName()))) {
        client.forward(publish.topicName(), publish.payload());
      }
    }
  }

  private static void subscribe(
      MqttEndpoint endpoint, Set<TopicFilter> filters, MqttSubscribeMessage subscribe) {
    List<MqttQoS> granted = new ArrayList<>();
    for (MqttTopicSubscription topic : subscribe.topicSubscriptions()) {
      boolean fits = filters.size() < MOST_FILTERS;
      if (fits) {
        filters.add(new TopicFilter(topic.topicName()));
      }
      granted.add(fits ? MqttQoS.AT_MOST_ONCE : MqttQoS.FAILURE);
    }
    endpoint.subscribeAcknowledge(subscribe.messageId(), granted);
  }

  private static void unsubscribe(
      MqttEndpoint endpoint, Set<TopicFilter> filters, MqttUnsubscribeMessage unsubscribe) {
    unsubscribe.topics().forEach(topic -> filters.remove(new TopicFilter(topic)));
    endpoint.unsubscribeAcknowledge(unsubscribe.messageId());
  }

  /**
   * The next publishes are recorded, and each breaks its connection instead of being acknowledged.
   */
  void loseAcks(int count) {
    acksToLose = count;
  }

  void dropAll() {
    List.copyOf(clients.keySet()).forEach(this::drop);
  }

  private void drop(MqttEndpoint endpoint) {
    clients.remove(endpoint);
    ifOpen(endpoint, endpoint::close);
  }

  /** An endpoint whose client has just left refuses every call; there is nobody left to miss it. */
  private static void ifOpen(MqttEndpoint endpoint, Runnable call) {
    try {
      call.run();
    } catch (IllegalStateException left) {
      log.debug("client {} has left: {}", endpoint.clientIdentifier(), left.getMessage());
    }
  }

  int clients() {
    return clients.size();
  }

  long forwardsDropped() {
    return forwardsDropped;
  }

  private final class Client {
    private final MqttEndpoint endpoint;
    private final Set<TopicFilter> filters;
    private int pending;

    Client(MqttEndpoint endpoint, Set<TopicFilter> filters) {
      this.endpoint = endpoint;
      this.filters = filters;
    }

    void forward(String topic, Buffer payload) {
      if (pending >= MOST_PENDING || !endpoint.isConnected()) {
        forwardsDropped++;
        return;
      }
      pending++;
      endpoint
          .publish(topic, payload, MqttQoS.AT_MOST_ONCE, false, false)
          .onComplete(written -> pending--);
    }
  }
}
