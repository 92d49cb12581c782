package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Attack;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.GetEndpointsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.StatusChangeNotification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks of a server that lies. None crashes, hangs or grows the connection; no sample is wrong;
 * and ten seconds after the server is honest again its values are here.
 */
class OpcUaAttacksTest {
  private static final Duration RECOVERY = Duration.ofSeconds(10);

  private final OpcUaPeer peer;
  private final Site site;
  private final TamperedWire tampered;
  private @Nullable Connector closing;

  OpcUaAttacksTest() throws Exception {
    peer = new OpcUaPeer();
    peer.put("a", 1.0);
    peer.start();
    site = new Site(peer);
    tampered = new TamperedWire(peer.port);
  }

  @AfterEach
  void leave() throws Exception {
    tampered.close();
    site.close();
  }

  @Attack({23, 24, 25, 26, 27, 28})
  @Tag("soak")
  @ParameterizedTest
  @EnumSource(HostileBytes.class)
  void bytesThatAreNoMessage(HostileBytes attack) throws Exception {
    Connector connector = connectTampered();
    awaitValue(1);
    long before = heap();
    AtomicInteger times = new AtomicInteger();
    tampered.twist(
        (chunk, out) -> {
          boolean now = chunk.type().equals("MSG") && times.getAndIncrement() < 2;
          if (now) {
            attack.write(chunk, out);
          } else {
            out.write(chunk.bytes());
          }
        });
    site.heard.awaitTrue("attacked", () -> times.get() >= 2);
    tampered.twist(TamperedWire.Twist.NONE);
    recovers(connector);
    assertThat(heap() - before).as("growth of the heap").isLessThan(64L << 20);
  }

  @Test
  @Attack(35)
  void aTokenThatCannotBeRenewed() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    tampered.twist(
        (chunk, out) -> {
          if (!chunk.type().equals("OPN")) {
            out.write(chunk.bytes());
          } else if (opened.incrementAndGet() > 4) {
            out.write(HostileBytes.error(StatusCodes.Bad_SecureChannelTokenUnknown));
          } else {
            chunk.with(chunk.bytes().length - 8, 400);
            out.write(chunk.bytes());
          }
        });
    Connector connector = connectTampered();
    site.heard.awaitTrue("renewals refused", () -> opened.get() > 5);
    tampered.twist(TamperedWire.Twist.NONE);
    recovers(connector);
  }

  @Test
  @Attack(29)
  void publishingForSubscriptionsOfOthers() throws Exception {
    lie(
        PublishResponse.class,
        answer -> with(answer, Unsigned.uint(4_711), answer.getNotificationMessage()));
    Connector connector = site.connect("a");
    site.heard.awaitTrue("lied to", new Wait(Duration.ofSeconds(1))::over);
    assertThat(site.values("a")).isEmpty();
    honest();
    recovers(connector);
  }

  @Test
  @Attack(30)
  void aLeakedTransferDoesNotSilenceAFreshSubscription() throws Exception {
    AtomicInteger times = new AtomicInteger();
    lie(
        PublishResponse.class,
        answer -> times.getAndIncrement() == 0 ? transferred(answer) : answer);
    Connector connector = site.connect("a");
    site.heard.awaitTrue("lied to", () -> times.get() > 2);
    peer.put("a", 2.0);
    site.awaitValue("a", 2);
    assertThat(connector.status().reconnects()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, Double.NaN, 1e308, -1, Double.POSITIVE_INFINITY})
  @Attack(31)
  void aPublishingIntervalThatIsNone(double interval) throws Exception {
    lie(
        CreateSubscriptionResponse.class,
        answer ->
            new CreateSubscriptionResponse(
                answer.getResponseHeader(),
                answer.getSubscriptionId(),
                interval,
                answer.getRevisedLifetimeCount(),
                answer.getRevisedMaxKeepAliveCount()));
    site.connect("a");
    site.awaitValue("a", 1);
    peer.put("a", 2.0);
    site.awaitValue("a", 2);
    assertThat(site.connector().status().reconnects()).isZero();
  }

  @Test
  @Attack(32)
  void aSessionThatIsKeptForAMillisecond() throws Exception {
    lie(
        CreateSessionResponse.class,
        answer ->
            new CreateSessionResponse(
                answer.getResponseHeader(),
                answer.getSessionId(),
                answer.getAuthenticationToken(),
                1.0,
                answer.getServerNonce(),
                answer.getServerCertificate(),
                answer.getServerEndpoints(),
                answer.getServerSoftwareCertificates(),
                answer.getServerSignature(),
                answer.getMaxRequestMessageSize()));
    site.connect("a");
    site.awaitValue("a", 1);
    honest();
    recovers(site.connector());
  }

  @Test
  @Attack(36)
  void noTypeDictionaryIsEverRead() throws Exception {
    AtomicInteger browses = new AtomicInteger();
    peer.lie =
        (request, context, honest) -> {
          browses.addAndGet(request instanceof BrowseRequest ? 1 : 0);
          return honest.get();
        };
    site.connect("a");
    site.awaitValue("a", 1);
    assertThat(browses).hasValue(0);
  }

  @Test
  @Attack(38)
  void aValueThatChangesItsType() throws Exception {
    site.connect("a");
    site.awaitValue("a", 1);
    for (Object odd : List.of("forty-two", new Double[] {1.0, 2.0}, new String[] {"x"})) {
      site.heard.forget();
      peer.put("a", odd);
      site.heard.awaitTrue(
          "refused", () -> site.codes("a").contains(StatusCode.BAD_TYPE_MISMATCH.code()));
      assertThat(site.values("a")).isEmpty();
    }
    peer.put("a", 3.0);
    site.awaitValue("a", 3);
  }

  @Test
  @Attack(40)
  void timesThatAreNone() throws Exception {
    site.connect("a");
    site.awaitValue("a", 1);
    double value = 10;
    for (DateTime odd :
        List.of(
            DateTime.MIN_VALUE,
            new DateTime(1),
            new DateTime(Long.MAX_VALUE),
            new DateTime(Long.MIN_VALUE),
            new DateTime(Instant.parse("9999-12-31T23:59:59Z")))) {
      site.heard.forget();
      double next = value++;
      peer.put(
          "a",
          new DataValue(
              new Variant(next),
              org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode.GOOD,
              odd));
      Scan scan = site.awaitValue("a", next);
      assertThat(UtcTime.toInstant(scan.sourceTime(scan.newest(0))))
          .as("source time " + odd.getUtcTime())
          .isBefore(Instant.now().plusSeconds(60));
    }
  }

  @Test
  @Attack(41)
  void aHundredThousandEndpoints() throws Exception {
    lie(
        GetEndpointsResponse.class,
        answer -> {
          EndpointDescription[] all = new EndpointDescription[100_000];
          java.util.Arrays.fill(all, java.util.Objects.requireNonNull(answer.getEndpoints())[0]);
          return new GetEndpointsResponse(answer.getResponseHeader(), all);
        });
    Connector connector = site.connect("a");
    site.heard.awaitTrue(
        "refused", () -> connector.status().lastError() != null || !site.values("a").isEmpty());
    honest();
    recovers(connector);
  }

  @BeforeEach
  void warmUp() {
    System.gc();
  }

  private Connector connectTampered() {
    OpcUaOptions options =
        new OpcUaOptions(
            "opc.tcp://127.0.0.1:" + tampered.port(),
            null,
            null,
            Duration.ofSeconds(1),
            Map.of("live", site.group));
    Connector made =
        new OpcUaKind()
            .create(
                "attacked",
                options,
                List.of(Site.tag("a", DataType.FLOAT64, 0)),
                new SystemClock());
    closing = made;
    made.start(site.heard);
    return made;
  }

  @AfterEach
  void closeAttacked() {
    if (closing != null) {
      closing.close();
    }
  }

  private void awaitValue(double value) {
    site.awaitValue("a", value);
  }

  /** The values heard under attack are those the server had, and a new one comes in time. */
  private void recovers(Connector connector) {
    assertThat(site.values("a")).isSubsetOf(1.0);
    peer.put("a", 99.0);
    Heard heard = site.heard;
    long began = System.nanoTime();
    heard.awaitTrue(
        "recovered; " + connector.status().lastError(), () -> site.values("a").contains(99.0));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(RECOVERY);
  }

  private void honest() {
    peer.lie = LyingTransport.Lie.HONEST;
  }

  private <T extends UaResponseMessageType> void lie(Class<T> about, UnaryOperator<T> how) {
    peer.lie =
        (request, context, honest) ->
            honest
                .get()
                .thenApply(
                    answer -> about.isInstance(answer) ? how.apply(about.cast(answer)) : answer);
  }

  private static PublishResponse transferred(PublishResponse answer) {
    ExtensionObject change =
        ExtensionObject.encode(
            org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext.INSTANCE,
            new StatusChangeNotification(
                new org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode(
                    StatusCodes.Good_SubscriptionTransferred),
                null));
    return with(
        answer,
        answer.getSubscriptionId(),
        new NotificationMessage(Unsigned.uint(57), DateTime.now(), new ExtensionObject[] {change}));
  }

  private static PublishResponse with(
      PublishResponse answer,
      org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger subscription,
      NotificationMessage message) {
    return new PublishResponse(
        answer.getResponseHeader(),
        subscription,
        answer.getAvailableSequenceNumbers(),
        answer.getMoreNotifications(),
        message,
        answer.getResults(),
        answer.getDiagnosticInfos());
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
