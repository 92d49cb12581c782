package io.sluice.gateway.uplink;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.sluice.connectors.link.PlainFault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One MQTT connection from connect to loss, never used again after. The client library would keep
 * unacknowledged messages over a reconnect and send them once more, unmarked; a link that is thrown
 * away with its connection cannot. The broker drops what is still under way on the old connection
 * as soon as the next one begins with the same client id (MQTT 5.0, 3.1.4).
 *
 * <p>Called by the uplink's loop; completions come on the client's thread.
 */
final class MqttLink {
  private static final Logger log = LoggerFactory.getLogger(MqttLink.class);

  private final MqttOptions options;
  private final Mqtt5AsyncClient client;

  private MqttLink(MqttOptions options, Mqtt5AsyncClient client) {
    this.options = options;
    this.client = client;
  }

  /**
   * Prepares a connection.
   *
   * @param io runs the client's one thread
   * @param onLost told once when a connection that stood is gone, or never came to stand
   */
  static MqttLink prepare(
      MqttOptions options, String clientId, Executor io, Consumer<Throwable> onLost)
      throws GeneralSecurityException, java.io.IOException {
    Mqtt5ClientBuilder builder =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier(clientId)
            .transportConfig(transport(options))
            .executorConfig()
            .nettyExecutor(io)
            .nettyThreads(1)
            .applyExecutorConfig()
            .addDisconnectedListener(context -> onLost.accept(context.getCause()));
    MqttOptions.User user = options.user();
    if (user != null) {
      builder =
          builder
              .simpleAuth()
              .username(user.name())
              .password(user.password().getBytes(StandardCharsets.UTF_8))
              .applySimpleAuth();
    }
    return new MqttLink(options, builder.buildAsync());
  }

  /** Connects with a clean start and no session to come back to. */
  CompletableFuture<?> connect() {
    return client
        .connectWith()
        .cleanStart(true)
        .sessionExpiryInterval(0)
        .keepAlive((int) options.keepAlive().toSeconds())
        .restrictions()
        .sendMaximum(options.maxInFlight())
        .applyRestrictions()
        .send();
  }

  /** Publishes one record; completes with null, or with what went wrong. */
  CompletableFuture<@Nullable Throwable> publish(UplinkRecord record) {
    return client
        .publishWith()
        .topic(options.topic() + "/" + record.stream())
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(Envelope.bytes(record))
        .contentType("application/json")
        .send()
        .handle(MqttLink::problem);
  }

  /** Lets go of the connection; what was not acknowledged is not sent any more. */
  void drop() {
    var unused =
        client
            .disconnect()
            .whenComplete(
                (done, error) -> {
                  if (error != null) {
                    log.debug("disconnect: {}", error.toString());
                  }
                });
  }

  /** One sentence on what a broker, or the way to it, said. */
  static String sentence(Throwable cause) {
    Throwable root = root(cause);
    if (root instanceof Mqtt5ConnAckException refused) {
      return "the broker refused the connection: "
          + words(refused.getMqttMessage().getReasonCode());
    }
    if (root instanceof Mqtt5DisconnectException told) {
      return "the broker closed the connection: " + words(told.getMqttMessage().getReasonCode());
    }
    if (root instanceof Mqtt5PubAckException refused) {
      return "the broker refused a record: " + words(refused.getMqttMessage().getReasonCode());
    }
    return PlainFault.sentence(cause, "the broker");
  }

  private static @Nullable Throwable problem(
      @Nullable Mqtt5PublishResult result, @Nullable Throwable thrown) {
    if (thrown != null) {
      return thrown;
    }
    return result == null
        ? null
        : Optional.ofNullable(result.getError()).flatMap(e -> e).orElse(null);
  }

  private static MqttClientTransportConfig transport(MqttOptions options)
      throws GeneralSecurityException, java.io.IOException {
    Matcher url = Pattern.compile(MqttOptions.URL).matcher(options.url());
    if (!url.matches()) {
      throw new IllegalArgumentException("url is " + options.url());
    }
    boolean secure = "mqtts".equals(url.group(1));
    String host = url.group(2) != null ? url.group(2) : url.group(3);
    int port = url.group(4) != null ? Integer.parseInt(url.group(4)) : secure ? 8883 : 1883;
    var transport =
        MqttClientTransportConfig.builder()
            .serverHost(host)
            .serverPort(port)
            .socketConnectTimeout(options.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .mqttConnectTimeout(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
    if (secure) {
      transport = transport.sslConfig(MqttTls.config(options));
    }
    return transport.build();
  }

  private static Throwable root(Throwable cause) {
    Throwable root = cause;
    while ((root instanceof CompletionException
            || root instanceof com.hivemq.client.mqtt.exceptions.ConnectionFailedException)
        && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String words(Enum<?> code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
