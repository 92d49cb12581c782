package io.sluice.gateway.uplink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A broker that can be told how to behave badly. */
final class FakeBroker implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What became of each publish, in the broker's eyes. */
  record Received(String topic, JsonNode json, boolean dup) {
    String id() {
      return json.get("id").asText();
    }

    boolean redelivered() {
      return json.get("redelivered").asBoolean();
    }
  }

  /** How the broker answers the n-th publish of its life, from 0. */
  interface Manner {
    Answer to(int number);
  }

  /** What it may do with a publish. */
  enum Answer {
    ACKNOWLEDGE,
    SILENCE,
    LATE,
    REFUSE,
    HANG_UP
  }

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<MqttEndpoint> endpoints = new CopyOnWriteArrayList<>();
  private volatile Manner manner = number -> Answer.ACKNOWLEDGE;
  private volatile boolean refuses;
  private @Nullable MqttServer server;
  private int number;
  private int port;
  private int mostUnanswered;
  private int unanswered;
  private final AtomicInteger connects = new AtomicInteger();
  private volatile boolean cleanStart = true;

  FakeBroker open() throws Exception {
    // A connection that was just closed here may still deliver packets; a real broker drops them.
    vertx.exceptionHandler(late -> {});
    MqttServer fresh = MqttServer.create(vertx, options().setHost("127.0.0.1").setPort(port));
    fresh.endpointHandler(this::connect);
    fresh.exceptionHandler(cause -> {});
    await(fresh.listen().toCompletionStage().toCompletableFuture());
    server = fresh;
    port = fresh.actualPort();
    return this;
  }

  private MqttServerOptions tls = new MqttServerOptions();

  FakeBroker secure(MqttServerOptions options) {
    tls = options;
    return this;
  }

  private MqttServerOptions options() {
    return new MqttServerOptions(tls).setMaxMessageSize(1 << 20);
  }

  void shut() throws Exception {
    MqttServer open = server;
    if (open != null) {
      server = null;
      await(open.close().toCompletionStage().toCompletableFuture());
    }
  }

  void manner(Manner wanted) {
    manner = wanted;
  }

  void refuse(boolean wanted) {
    refuses = wanted;
  }

  void hangUp() {
    for (MqttEndpoint endpoint : endpoints) {
      vertx.runOnContext(go -> endpoint.close());
    }
  }

  int port() {
    return port;
  }

  int connects() {
    return connects.get();
  }

  int mostUnanswered() {
    return mostUnanswered;
  }

  boolean onlyCleanStarts() {
    return cleanStart;
  }

  List<Received> received() {
    return new ArrayList<>(received);
  }

  @Override
  public void close() throws Exception {
    shut();
    await(vertx.close().toCompletionStage().toCompletableFuture());
  }

  private void connect(MqttEndpoint endpoint) {
    connects.incrementAndGet();
    if (refuses) {
      endpoint.reject(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5);
      return;
    }
    List<MqttEndpoint> older = List.copyOf(endpoints);
    endpoints.clear();
    older.forEach(MqttEndpoint::close);
    endpoints.add(endpoint);
    unanswered = 0;
    cleanStart &= endpoint.isCleanSession();
    endpoint.closeHandler(gone -> endpoints.remove(endpoint));
    endpoint.exceptionHandler(cause -> {});
    endpoint.publishHandler(publish -> publish(endpoint, publish));
    endpoint.accept(false);
  }

  private void publish(MqttEndpoint endpoint, MqttPublishMessage publish) {
    if (!endpoints.contains(endpoint)) {
      return;
    }
    try {
      received.add(
          new Received(
              publish.topicName(), JSON.readTree(publish.payload().getBytes()), publish.isDup()));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    unanswered++;
    mostUnanswered = Math.max(mostUnanswered, unanswered);
    switch (manner.to(number++)) {
      case ACKNOWLEDGE -> acknowledge(endpoint, publish);
      case LATE -> vertx.setTimer(20, now -> acknowledge(endpoint, publish));
      case REFUSE ->
          endpoint.publishAcknowledge(
              publish.messageId(), MqttPubAckReasonCode.QUOTA_EXCEEDED, new MqttProperties());
      case HANG_UP -> {
        endpoints.remove(endpoint);
        endpoint.close();
      }
      case SILENCE -> {}
    }
  }

  private void acknowledge(MqttEndpoint endpoint, MqttPublishMessage publish) {
    unanswered--;
    if (endpoint.isConnected()) {
      endpoint.publishAcknowledge(publish.messageId());
    }
  }

  private static void await(CompletableFuture<?> done) throws Exception {
    done.get(5, TimeUnit.SECONDS);
  }
}
