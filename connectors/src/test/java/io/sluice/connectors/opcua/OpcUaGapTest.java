package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Attack;
import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.Connector;
import io.sluice.connectors.StatusCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferSubscriptionsRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server could not tell is counted, and what it tells twice is heard once. */
class OpcUaGapTest {
  private @Nullable Site site;

  @AfterEach
  void leave() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void aLostNotificationIsAskedForAgain() throws Exception {
    Site here = site(new OpcUaPeer());
    here.connect("a");
    here.awaitValue("a", 0);
    AtomicInteger swallowed = new AtomicInteger();
    here.peer.lie =
        (request, context, honest) ->
            honest.get().thenCompose(answer -> swallowOne(answer, swallowed));
    put(here, 1, 2, 3, 4, 5, 6);

    assertThat(here.values("a")).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
    assertThat(Site.dropped(here.connector())).isZero();
    assertThat(swallowed).hasValue(2);
  }

  @Test
  void aNotificationThatCannotBeHadAnyMoreIsCountedAndTold() throws Exception {
    Site here = site(new OpcUaPeer());
    Connector connector = here.connect("a");
    here.awaitValue("a", 0);
    AtomicInteger swallowed = new AtomicInteger();
    here.peer.lie =
        (request, context, honest) ->
            request instanceof RepublishRequest
                ? CompletableFuture.failedFuture(
                    new UaException(StatusCodes.Bad_MessageNotAvailable))
                : honest.get().thenCompose(answer -> swallowOne(answer, swallowed));
    put(here, 1, 2, 3, 4, 5, 6);

    assertThat(here.values("a")).hasSize(6).isSorted().contains(0.0, 6.0);
    assertThat(Site.dropped(connector)).isEqualTo(1);
    here.heard.awaitState(ConnectionState.DEGRADED);
    assertThat(connector.status().lastError()).contains("1 notification messages were lost");
  }

  @Test
  void aNotificationThatIsSentTwiceIsHeardOnce() throws Exception {
    Site here = site(new OpcUaPeer());
    here.connect("a");
    here.awaitValue("a", 0);
    PublishResponse[] last = new PublishResponse[1];
    AtomicInteger turn = new AtomicInteger();
    here.peer.lie =
        (request, context, honest) ->
            honest.get().thenApply(answer -> repeatEverySecond(answer, last, turn));
    put(here, 1, 2, 3);

    assertThat(here.values("a")).containsExactly(0.0, 1.0, 2.0, 3.0);
    assertThat(Site.dropped(here.connector())).isZero();
  }

  @Test
  @Attack(39)
  void anOverflowKeepsItsBitAndIsCounted() throws Exception {
    Site here = site(new OpcUaPeer());
    Connector connector = here.connect("a");
    here.awaitValue("a", 0);
    here.peer.put(
        "a",
        new DataValue(
            new Variant(7.0),
            org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode.GOOD.withOverflow()));
    here.awaitValue("a", 7);

    assertThat(here.codes("a")).endsWith(0x0480);
    assertThat(StatusCode.isGood(0x0480)).isTrue();
    here.heard.awaitState(ConnectionState.DEGRADED);
    assertThat(Site.dropped(connector)).isEqualTo(1);
    assertThat(connector.status().lastError()).contains("queue overflowed for 1 tag");
  }

  @Test
  void aCutLosesNothingAndLeavesOneSubscription(@TempDir Path files) throws Exception {
    OpcUaPeer peer =
        new OpcUaPeer(Set.of(SecurityPolicy.Basic256Sha256), Set.of(MessageSecurityMode.Sign));
    Site here = site(peer);
    String trust = files.resolve("server.der").toString();
    Files.write(Path.of(trust), peer.certificate().getEncoded());
    here.security =
        new OpcUaOptions.Security(
            OpcUaOptions.Policy.BASIC256SHA256, OpcUaOptions.Mode.SIGN, trust, null);
    here.user = OpcUaOptions.User.named(OpcUaPeer.USER, OpcUaPeer.PASSWORD);
    here.connect("a");
    here.awaitValue("a", 0);
    for (int cut = 1; cut <= 3; cut++) {
      here.heard.forget();
      here.wire.cut();
      here.heard.awaitState(ConnectionState.BACKOFF);
      here.peer.put("a", cut * 10.0 + 1);
      here.heard.awaitTrue("sampled", new Wait(Duration.ofMillis(120))::over);
      here.peer.put("a", cut * 10.0 + 2);
      here.awaitValue("a", cut * 10.0 + 2);
      here.heard.awaitTrue("one subscription", () -> peer.subscriptions() == 1);
      assertThat(here.values("a"))
          .as("what it was before may be told again, as it is good again")
          .endsWith(cut * 10.0 + 1, cut * 10.0 + 2)
          .hasSizeLessThanOrEqualTo(3);
    }
    assertThat(peer.monitoredItems()).isEqualTo(1);
    assertThat(Site.dropped(here.connector())).as(here.connector().status().lastError()).isZero();
    assertThat(here.connector().status().reconnects()).isEqualTo(3);
  }

  @Test
  @Attack(42)
  void aServerThatAnswersATransferWithAChannelErrorIsAskedOnce() throws Exception {
    Site here = site(new OpcUaPeer());
    here.connect("a");
    here.awaitValue("a", 0);
    AtomicInteger transfers = new AtomicInteger();
    here.peer.lie =
        (request, context, honest) -> {
          if (request instanceof TransferSubscriptionsRequest) {
            transfers.incrementAndGet();
            var unused = context.getChannel().close();
            return new CompletableFuture<>();
          }
          return honest.get();
        };
    for (int cut = 1; cut <= 3; cut++) {
      here.heard.forget();
      here.wire.cut();
      here.awaitValue("a", 0);
    }
    assertThat(transfers).hasValue(1);
  }

  @Test
  void afterARestartOfTheServerThereIsOneSubscriptionAndNoOldSample() throws Exception {
    Site here = site(new OpcUaPeer());
    Connector connector = here.connect("a");
    here.awaitValue("a", 0);
    here.heard.forget();
    here.peer.stop();
    here.wire.cut();
    here.heard.awaitState(ConnectionState.BACKOFF);
    here.peer.put("a", 5.0);
    here.heard.forget();
    here.peer.start();
    here.awaitValue("a", 5);

    assertThat(here.peer.subscriptions()).isEqualTo(1);
    assertThat(here.values("a")).containsExactly(5.0);
    assertThat(connector.status().reconnects()).isEqualTo(1);
  }

  private Site site(OpcUaPeer peer) throws Exception {
    peer.put("a", 0.0);
    Site made = new Site(peer.start());
    site = made;
    return made;
  }

  private static void put(Site here, double... values) {
    for (double value : values) {
      here.peer.put("a", value);
      here.heard.awaitTrue("sampled", new Wait(Duration.ofMillis(120))::over);
    }
    double last = values[values.length - 1];
    here.heard.awaitTrue(
        last + " among " + here.values("a"), () -> here.values("a").contains(last));
  }

  /** The second data notification goes out without its data, under the number of the first. */
  private static CompletableFuture<UaResponseMessageType> swallowOne(
      UaResponseMessageType answer, AtomicInteger count) {
    if (answer instanceof PublishResponse response && holdsData(response)) {
      int turn = count.getAndUpdate(now -> Math.min(2, now + 1));
      if (turn == 0) {
        NotificationMessage message = response.getNotificationMessage();
        long next = message.getSequenceNumber().longValue() + 1;
        count.set(2);
        return CompletableFuture.completedFuture(
            with(
                response,
                new NotificationMessage(
                    Unsigned.uint(next),
                    message.getPublishTime(),
                    new org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject[0])));
      }
    }
    return CompletableFuture.completedFuture(answer);
  }

  private static UaResponseMessageType repeatEverySecond(
      UaResponseMessageType answer, PublishResponse[] last, AtomicInteger turn) {
    if (!(answer instanceof PublishResponse response) || !holdsData(response)) {
      PublishResponse old = last[0];
      return answer instanceof PublishResponse response
              && old != null
              && turn.incrementAndGet() % 2 == 0
          ? with(response, old.getNotificationMessage())
          : answer;
    }
    last[0] = response;
    return answer;
  }

  private static PublishResponse with(PublishResponse response, NotificationMessage message) {
    return new PublishResponse(
        response.getResponseHeader(),
        response.getSubscriptionId(),
        response.getAvailableSequenceNumbers(),
        response.getMoreNotifications(),
        message,
        response.getResults(),
        response.getDiagnosticInfos());
  }

  private static boolean holdsData(PublishResponse response) {
    var data = response.getNotificationMessage().getNotificationData();
    return data != null && data.length > 0;
  }
}
