package io.sluice.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.SystemClock;
import io.sluice.gateway.uplink.FakeBroker.Answer;
import io.sluice.gateway.uplink.FakeBroker.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MqttUplinkTest {
  private final FakeBroker broker = new FakeBroker();
  private Duration timeout = Duration.ofSeconds(5);
  private @Nullable Uplink opened;

  @AfterEach
  void close() throws Exception {
    if (opened != null) {
      opened.close();
    }
    broker.close();
  }

  @Test
  void theKindIsFoundByItsName() {
    List<String> names = new ArrayList<>();
    for (UplinkKind<?> kind : ServiceLoader.load(UplinkKind.class)) {
      names.add(kind.name());
    }
    assertThat(names).contains("mqtt");
  }

  @Test
  void eachRecordIsAMessageOfItsOwnUnderItsStreamsTopic() throws Exception {
    broker.open();
    done(uplink().send(List.of(record("pump-1/summary", 1, false))));

    Received message = broker.received().get(0);
    assertThat(message.topic()).isEqualTo("acme/skid-1/pump-1/summary");
    assertThat(message.json().toString())
        .isEqualTo(
            "{\"id\":\"skid-1/pump-1/summary/1\",\"stream\":\"pump-1/summary\",\"seq\":1,"
                + "\"kind\":\"summary\",\"time\":\"2026-03-01T00:00:00Z\",\"redelivered\":false,"
                + "\"body\":{\"v\":1}}");
  }

  @Test
  void aBatchArrivesInOrderWithNoMoreInFlightThanAllowed() throws Exception {
    broker.manner(number -> Answer.LATE);
    broker.open();
    List<UplinkRecord> batch = batch(1, 200, false);
    Uplink uplink = uplink();
    done(uplink.send(batch));

    assertThat(broker.received()).extracting(Received::id).isEqualTo(ids(batch));
    assertThat(broker.mostUnanswered()).isBetween(2, 20);
    assertThat(uplink.status().sent()).isEqualTo(200);
    assertThat(uplink.status().failed()).isZero();
    assertThat(uplink.status().inFlight()).isZero();
  }

  @Test
  void aLostAcknowledgementFailsTheBatchAndTheLinkIsThrownAway() throws Exception {
    timeout = Duration.ofMillis(400);
    broker.manner(number -> number == 3 ? Answer.SILENCE : Answer.ACKNOWLEDGE);
    broker.open();
    Uplink uplink = uplink();
    UplinkException failure = failure(uplink.send(batch(1, 10, false)));
    assertThat(failure).hasMessageContaining("no acknowledgement for 400 ms");
    assertThat(failure.nothingSent()).isFalse();

    done(uplink.send(batch(1, 10, true)));
    assertThat(broker.connects()).isEqualTo(2);
    assertNoUnmarkedDuplicate();
    assertThat(uplink.status().sent()).isEqualTo(19);
  }

  @Test
  void aConnectionCutInMidBatchBringsNoUnmarkedDuplicate() throws Exception {
    broker.manner(number -> number % 37 == 36 ? Answer.HANG_UP : Answer.ACKNOWLEDGE);
    broker.open();
    Uplink uplink = uplink();
    int tries = 0;
    for (int first = 1; first < 200; first += 20) {
      boolean redelivered = false;
      while (!succeeds(uplink.send(batch(first, 20, redelivered)))) {
        redelivered = true;
        tries++;
        assertThat(tries).isLessThan(50);
      }
    }
    assertThat(tries).isGreaterThan(3);
    assertNoUnmarkedDuplicate();
    assertFirstArrivalsInOrder(200);
    assertThat(broker.received()).noneMatch(Received::dup);
    assertThat(broker.onlyCleanStarts()).isTrue();
  }

  @Test
  void aRefusedRecordFailsTheBatchWithTheBrokersReason() throws Exception {
    broker.manner(number -> number == 0 ? Answer.REFUSE : Answer.ACKNOWLEDGE);
    broker.open();
    Uplink uplink = uplink();
    assertThat(failure(uplink.send(batch(1, 5, false)))).hasMessageContaining("quota exceeded");
    done(uplink.send(batch(1, 5, true)));
    assertNoUnmarkedDuplicate();
  }

  @Test
  void aRefusedConnectionIsASentenceInTheStatus() throws Exception {
    timeout = Duration.ofMillis(300);
    broker.refuse(true);
    broker.open();
    Uplink uplink = uplink();
    UplinkException failure = failure(uplink.send(batch(1, 5, false)));
    assertThat(failure)
        .hasMessageContaining("plant-broker (mqtt://127.0.0.1:")
        .hasMessageContaining("not connected: the broker refused the connection: not authorized");
    assertThat(failure.nothingSent()).isTrue();
    assertThat(uplink.status().connectedSince()).isNull();

    broker.refuse(false);
    done(uplink.send(batch(1, 5, false)));
    assertThat(uplink.status().state()).isEqualTo(UplinkStatus.State.ONLINE);
    assertThat(uplink.status().connectedSince()).isNotNull();
  }

  @Test
  void aBatchWaitsForABrokerThatIsDown() throws Exception {
    broker.open();
    broker.shut();
    Uplink uplink = uplink();
    CompletionStage<Void> waiting = uplink.send(batch(1, 5, false));
    eventually(() -> uplink.status().lastError() != null);
    assertThat(waiting.toCompletableFuture()).isNotDone();
    broker.open();
    done(waiting);
    assertThat(broker.received()).noneMatch(Received::redelivered).hasSize(5);
  }

  @Test
  void anIdleLinkComesBackByItself() throws Exception {
    broker.open();
    Uplink uplink = uplink();
    done(uplink.send(batch(1, 1, false)));
    broker.hangUp();
    eventually(() -> broker.connects() == 2);
    done(uplink.send(batch(2, 1, false)));
    assertNoUnmarkedDuplicate();
  }

  @Test
  void closingFailsWhatIsBeingSent() throws Exception {
    broker.manner(number -> Answer.SILENCE);
    broker.open();
    Uplink uplink = uplink();
    CompletionStage<Void> sending = uplink.send(batch(1, 5, false));
    eventually(() -> !broker.received().isEmpty());
    uplink.close();
    assertThat(failure(sending)).hasMessageContaining("closed while sending");
    assertThat(failure(uplink.send(batch(1, 1, true))).nothingSent()).isTrue();
    eventually(() -> uplink.status().state() == UplinkStatus.State.OFFLINE);
  }

  @Test
  void twentyLostConnectionsLeaveNoThreadBehind() throws Exception {
    broker.open();
    Uplink uplink = uplink();
    done(uplink.send(batch(1, 1, false)));
    for (int i = 2; i <= 21; i++) {
      int connects = broker.connects();
      broker.hangUp();
      eventually(() -> broker.connects() > connects);
      done(uplink.send(batch(i, 1, false)));
    }
    eventually(() -> threads("uplink-plant-broker-io") <= 2);
    uplink.close();
    eventually(() -> threads("uplink-plant-broker") == 0);
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .count();
  }

  private void assertNoUnmarkedDuplicate() {
    Set<String> seen = new HashSet<>();
    for (Received received : broker.received()) {
      assertThat(seen.add(received.id()) || received.redelivered())
          .as("%s came twice, the second time unmarked", received.id())
          .isTrue();
    }
  }

  private void assertFirstArrivalsInOrder(int count) {
    List<Long> first = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Received received : broker.received()) {
      if (seen.add(received.id())) {
        first.add(received.json().get("seq").asLong());
      }
    }
    assertThat(first).hasSize(count).isSorted();
  }

  private Uplink uplink() {
    MqttOptions options =
        new MqttOptions(
            "mqtt://127.0.0.1:" + broker.port(),
            "acme/skid-1",
            1,
            null,
            null,
            null,
            timeout,
            Duration.ofSeconds(30),
            20,
            new MqttOptions.Retry(Duration.ofMillis(20), Duration.ofMillis(100)));
    Uplink uplink =
        new MqttUplinkKind().create("plant-broker", options, "skid-1", new SystemClock());
    uplink.start();
    opened = uplink;
    return uplink;
  }

  static UplinkRecord record(String stream, long seq, boolean redelivered) {
    return new UplinkRecord(
        "skid-1/" + stream + "/" + seq,
        stream,
        seq,
        "summary",
        Instant.parse("2026-03-01T00:00:00Z"),
        redelivered,
        "{\"v\":" + seq + "}");
  }

  private static List<UplinkRecord> batch(int first, int count, boolean redelivered) {
    List<UplinkRecord> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(record("a", first + i, redelivered));
    }
    return batch;
  }

  private static List<String> ids(List<UplinkRecord> batch) {
    return batch.stream().map(UplinkRecord::id).toList();
  }

  private static void done(CompletionStage<Void> stage) throws Exception {
    stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static boolean succeeds(CompletionStage<Void> stage) throws Exception {
    return stage
        .handle((done, error) -> error == null)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static UplinkException failure(CompletionStage<Void> stage)
      throws InterruptedException, TimeoutException {
    try {
      stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
      throw new AssertionError("the batch did not fail");
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(UplinkException.class);
      if (e.getCause() instanceof UplinkException failure) {
        return failure;
      }
      throw new AssertionError(e);
    }
  }

  /** Looks each 5 ms, for at most 10 s. */
  static void eventually(java.util.function.BooleanSupplier condition) throws Exception {
    for (int i = 0; i < 2_000 && !condition.getAsBoolean(); i++) {
      var unused =
          new CompletableFuture<Void>().completeOnTimeout(null, 5, TimeUnit.MILLISECONDS).get();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
