package io.sluice.simulator.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VirtualCloudTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private VirtualCloud cloud;

  @BeforeEach
  void start() throws Exception {
    cloud = VirtualCloud.start(0);
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  @Test
  void anMqtt5PublishIsCountedByTheTimeItIsAcknowledged() {
    Mqtt5BlockingClient client = client5();
    client.connect();
    for (int seq = 1; seq <= 20; seq++) {
      publish(client, seq, false);
      assertThat(cloud.report().received()).isEqualTo(seq);
    }
    client.disconnect();

    assertThat(cloud.report().undeclaredGaps()).isZero();
    assertThat(cloud.recent()).hasSize(20).first().extracting("topic").isEqualTo("acme/s");
  }

  @Test
  void anMqtt3ClientIsServedTooAtEveryQualityOfService() {
    Mqtt3BlockingClient client =
        MqttClient.builder().useMqttVersion3().serverPort(cloud.port()).buildBlocking();
    client.connect();
    int seq = 1;
    for (MqttQos qos : List.of(MqttQos.AT_LEAST_ONCE, MqttQos.EXACTLY_ONCE)) {
      client
          .publishWith()
          .topic("acme/s")
          .qos(qos)
          .payload(LedgerTest.record("s", seq++, false))
          .send();
    }
    client.disconnect();

    assertThat(cloud.report().received()).isEqualTo(2);
  }

  @Test
  void manyPublishesInFlightKeepTheirOrder() throws Exception {
    Mqtt5AsyncClient client = client5().toAsync();
    client.connect().get(10, TimeUnit.SECONDS);
    List<CompletableFuture<Mqtt5PublishResult>> sent = new ArrayList<>();
    for (int seq = 1; seq <= 2000; seq++) {
      sent.add(
          client
              .publishWith()
              .topic("acme/s")
              .qos(MqttQos.AT_LEAST_ONCE)
              .payload(LedgerTest.record("s", seq, false))
              .send());
    }
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    client.disconnect().get(10, TimeUnit.SECONDS);

    assertThat(cloud.report().received()).isEqualTo(2000);
    assertThat(cloud.report().outOfOrder()).isZero();
    assertThat(cloud.report().duplicatesUnmarked()).isZero();
  }

  @Test
  void aLargeRecordFits() {
    Mqtt5BlockingClient client = client5();
    client.connect();
    client
        .publishWith()
        .topic("acme/s")
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(
            ("{\"stream\":\"s\",\"seq\":1,\"body\":\"" + "x".repeat(1_000_000) + "\"}")
                .getBytes(UTF_8))
        .send();
    client.disconnect();

    assertThat(cloud.report().received()).isEqualTo(1);
  }

  @Test
  void aWatcherSeesWhatOthersPublish() throws Exception {
    Mqtt5BlockingClient watcher = client5();
    watcher.connect();
    try (var seen = watcher.publishes(MqttGlobalPublishFilter.ALL)) {
      watcher.subscribeWith().topicFilter("acme/#").qos(MqttQos.AT_LEAST_ONCE).send();
      Mqtt5BlockingClient client = client5();
      client.connect();
      publish(client, 1, false);
      client.disconnect();

      assertThat(seen.receive(10, TimeUnit.SECONDS))
          .hasValueSatisfying(
              publish ->
                  assertThat(publish.getPayloadAsBytes())
                      .isEqualTo(LedgerTest.record("s", 1, false)));
    }
    watcher.disconnect();
  }

  @Test
  void aLinkThatIsDownRefusesAndComesBackOnTheSamePortWithItsCounts() throws Exception {
    Mqtt5BlockingClient client = client5();
    client.connect();
    publish(client, 1, false);
    int port = cloud.port();

    cloud.linkDown();
    await().atMost(PATIENCE).until(() -> !client.getState().isConnected());
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(IOException.class);
    cloud.linkUp();

    assertThat(cloud.port()).isEqualTo(port);
    client.connect();
    publish(client, 2, false);
    client.disconnect();
    assertThat(cloud.report().received()).isEqualTo(2);
  }

  @Test
  void aLostAcknowledgementBreaksTheConnectionAfterTheRecordWasTaken() {
    Mqtt5BlockingClient client = client5();
    client.connect();
    cloud.loseAcks(1);

    assertThatThrownBy(() -> publish(client, 1, false)).isInstanceOf(RuntimeException.class);
    assertThat(cloud.report().received()).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> !client.getState().isConnected());

    client.connect();
    publish(client, 1, true);
    publish(client, 2, false);
    client.disconnect();
    assertThat(cloud.report().received()).isEqualTo(2);
    assertThat(cloud.report().duplicatesMarked()).isEqualTo(1);
    assertThat(cloud.report().duplicatesUnmarked()).isZero();
  }

  @Test
  void aClientThatResendsBySessionIsCaughtAsAnUnmarkedDuplicate() throws Exception {
    Mqtt5AsyncClient client =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier("resender")
            .serverPort(cloud.port())
            .automaticReconnect()
            .initialDelay(50, TimeUnit.MILLISECONDS)
            .applyAutomaticReconnect()
            .buildAsync();
    client
        .connectWith()
        .cleanStart(false)
        .sessionExpiryInterval(600)
        .send()
        .get(10, TimeUnit.SECONDS);
    cloud.loseAcks(1);

    client
        .publishWith()
        .topic("acme/s")
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(LedgerTest.record("s", 1, false))
        .send()
        .get(20, TimeUnit.SECONDS);
    client.disconnect().get(10, TimeUnit.SECONDS);

    assertThat(cloud.report().received()).isEqualTo(1);
    assertThat(cloud.report().duplicatesUnmarked()).isEqualTo(1);
  }

  @Test
  void theSameClientConnectingAgainReplacesItsOlderConnection() {
    Mqtt5BlockingClient first = client5("twin");
    Mqtt5BlockingClient second = client5("twin");
    first.connect();
    second.connect();

    await().atMost(PATIENCE).until(() -> !first.getState().isConnected());
    assertThat(cloud.clients()).isEqualTo(1);
    second.disconnect();
  }

  @Test
  void nonsenseOnTheWireHarmsNobodyElse() throws Exception {
    try (Socket noisy = new Socket(InetAddress.getLoopbackAddress(), cloud.port())) {
      noisy.setSoTimeout(10_000);
      noisy.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
      noisy.shutdownOutput();
      assertThat(noisy.getInputStream().readAllBytes()).isNotNull();
    }
    Mqtt5BlockingClient client = client5();
    client.connect();
    publish(client, 1, false);
    client.disconnect();

    assertThat(cloud.report().received()).isEqualTo(1);
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> VirtualCloud.start(taken.getLocalPort()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
    }
  }

  private static void publish(Mqtt5BlockingClient client, int seq, boolean redelivered) {
    client
        .publishWith()
        .topic("acme/s")
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(LedgerTest.record("s", seq, redelivered))
        .send();
  }

  private Mqtt5BlockingClient client5() {
    return client5("client-" + System.identityHashCode(new Object()));
  }

  private Mqtt5BlockingClient client5(String id) {
    return MqttClient.builder()
        .useMqttVersion5()
        .identifier(id)
        .serverPort(cloud.port())
        .buildBlocking();
  }
}
