package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every connector keeps, over a real peer on the wire. One small subclass each. */
public abstract class ConnectorContract {
  /** Index of the tags that a subclass provides, in this order. */
  protected static final int FLOAT = 0;

  protected static final int SCALED = 1;
  protected static final int MISSING = 2;
  protected static final int WRITABLE = 3;

  private static final Duration RECOVERY = Duration.ofSeconds(5);

  private final SystemClock clock = new SystemClock();
  private final Heard heard = new Heard();
  private Wire wire;
  private Connector connector;

  /** Starts the peer: FLOAT reads 1480.5, SCALED reads 12.3, WRITABLE reads 900. */
  protected abstract void startPeer() throws Exception;

  protected abstract void stopPeer() throws Exception;

  protected abstract int peerPort();

  /** A connector to that port with one group, 50 ms, of the four tags, not started. */
  protected abstract Connector connect(int port, PlantClock clock);

  @BeforeEach
  void layTheWire() {
    wire = new Wire(peerPort());
    connector = connect(wire.port(), clock);
  }

  @AfterEach
  void takeItAway() throws Exception {
    connector.close();
    wire.close();
    stopPeer();
  }

  @Test
  void itDeliversScansWithQualityAndSourceTime() throws Exception {
    Instant before = Instant.now();
    startPeer();
    connector.start(heard);
    Scan scan = heard.awaitScan("a good scan", this::complete);

    assertThat(value(scan, FLOAT)).isEqualTo(1480.5);
    assertThat(value(scan, SCALED)).isCloseTo(12.3, within(1e-9));
    assertThat(StatusCode.isGood(scan.status(at(scan, FLOAT)))).isTrue();
    assertThat(UtcTime.toInstant(scan.sourceTime(at(scan, FLOAT))))
        .isBetween(before.minusSeconds(1), Instant.now().plusMillis(1));
    assertThat(heard.states()).startsWith(ConnectionState.CONNECTING, ConnectionState.ONLINE);
    assertThat(connector.status().scans()).isPositive();
    assertThat(connector.status().lastGoodScan()).isNotNull();
  }

  @Test
  void oneBadTagStandsAlone() throws Exception {
    startPeer();
    connector.start(heard);
    Scan scan = heard.awaitScan("the missing tag", this::toldOfMissing);

    assertThat(new StatusCode(scan.status(at(scan, MISSING))))
        .isEqualTo(StatusCode.BAD_NODE_ID_UNKNOWN);
    assertThat(scan.hasValue(at(scan, MISSING))).isFalse();
    assertThat(value(heard.awaitScan("a good scan", this::complete), FLOAT)).isEqualTo(1480.5);
    heard.awaitState(ConnectionState.DEGRADED);
    assertThat(connector.status().lastError()).contains("Bad_NodeIdUnknown");
  }

  @Test
  void scansAreNumberedWithoutHoles() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitTrue("ten scans", () -> connector.status().scans() >= 3);

    List<Scan> scans = heard.scans();
    for (int i = 0; i < scans.size(); i++) {
      assertThat(scans.get(i).sequence()).isEqualTo(i + 1);
    }
  }

  @Test
  void itReadsFromTheDeviceWhenAsked() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);

    Scan scan = get(connector.read(List.of(tag(SCALED), tag(MISSING))));

    assertThat(scan.size()).isEqualTo(2);
    assertThat(scan.value(0)).isCloseTo(12.3, within(1e-9));
    assertThat(StatusCode.isBad(scan.status(1))).isTrue();
  }

  @Test
  void aWriteIsReadBack() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);

    assertThat(get(connector.write(request(1200, soon()))))
        .isInstanceOfSatisfying(
            WriteResult.Confirmed.class,
            confirmed -> assertThat(confirmed.readBack()).isCloseTo(1200, within(0.01)));
    heard.awaitScan(
        "the new value", scan -> at(scan, WRITABLE) >= 0 && value(scan, WRITABLE) == 1200);
  }

  @Test
  void aLateWriteIsNeverSent() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);

    assertThat(get(connector.write(request(1300, clock.nanoTime() - 1))))
        .isEqualTo(new WriteResult.Expired());
    assertThat(get(connector.read(List.of(tag(WRITABLE)))).value(0)).isEqualTo(900);
  }

  @Test
  void aWriteWhosePermitWasWithdrawnIsNeverSent() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);
    WritePermit permit = new WritePermit();
    permit.withdraw();

    assertThat(get(connector.write(request(1300, soon()).under(permit))))
        .isInstanceOfSatisfying(
            WriteResult.Failed.class,
            failed -> {
              assertThat(failed.status()).isEqualTo(StatusCode.BAD_SHUTDOWN);
              assertThat(failed.sent()).isFalse();
            });
    assertThat(get(connector.read(List.of(tag(WRITABLE)))).value(0)).isEqualTo(900);
  }

  @Test
  void withdrawingAPermitDecidesOnceWhetherAWriteIsSent() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);
    double held = 900;
    for (int i = 1; i <= 50; i++) {
      double wanted = 900 + i;
      WritePermit permit = new WritePermit();
      CompletionStage<WriteResult> end = connector.write(request(wanted, soon()).under(permit));
      if (i % 2 == 0) {
        Thread.onSpinWait();
      }
      permit.withdraw();

      WriteResult result = get(end);
      boolean unsent = result instanceof WriteResult.Failed failed && !failed.sent();
      held = unsent ? held : wanted;
      assertThat(get(connector.read(List.of(tag(WRITABLE)))).value(0)).isEqualTo(held);
    }
  }

  @Test
  void aWriteThatDoesNotFitTheWireIsNeverSent() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);

    assertThat(get(connector.write(request(1e300, soon()))))
        .isInstanceOfSatisfying(
            WriteResult.Failed.class,
            failed -> {
              assertThat(failed.status()).isEqualTo(StatusCode.BAD_OUT_OF_RANGE);
              assertThat(failed.sent()).isFalse();
            });
  }

  @Test
  void nothingIsSentWhileOffline() throws Exception {
    connector.start(heard);
    heard.awaitState(ConnectionState.BACKOFF);

    assertThat(get(connector.write(request(1200, soon()))))
        .isInstanceOfSatisfying(
            WriteResult.Failed.class, failed -> assertThat(failed.sent()).isFalse());
    assertThat(get(connector.read(List.of(tag(FLOAT)))).status(0))
        .isEqualTo(StatusCode.BAD_NOT_CONNECTED.code());
  }

  @Test
  void aPeerAbsentAtStartIsFoundWhenItAppears() throws Exception {
    connector.start(heard);
    heard.awaitState(ConnectionState.BACKOFF);
    assertThat(connector.status().lastError()).isNotBlank().contains("retry in");

    startPeer();
    long began = clock.nanoTime();
    heard.awaitScan("a good scan", this::complete);

    assertThat(Duration.ofNanos(clock.nanoTime() - began)).isLessThan(RECOVERY);
    assertThat(connector.status().reconnects()).isZero();
  }

  @Test
  void aRestartedPeerIsFoundAgainAndTheGapIsBad() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);
    heard.forget();

    stopPeer();
    wire.cut();
    Scan bad = heard.awaitScan("a bad scan", ConnectorContract::allNotConnected);
    heard.awaitState(ConnectionState.BACKOFF);
    List<Object> all = heard.all();
    assertThat(all.indexOf(bad))
        .as("the bad scan comes before the state")
        .isLessThan(firstBackoff(all));

    heard.forget();
    startPeer();
    long began = clock.nanoTime();
    heard.awaitScan("a good scan", this::complete);

    assertThat(Duration.ofNanos(clock.nanoTime() - began)).isLessThan(RECOVERY);
    assertThat(connector.status().reconnects()).isEqualTo(1);
  }

  @Test
  void aSilentPeerTimesOutAndIsFoundAgain() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);
    heard.forget();

    wire.swallow();
    heard.awaitScan("a bad scan", ConnectorContract::allNotConnected);
    heard.awaitState(ConnectionState.BACKOFF);

    wire.heal();
    long began = clock.nanoTime();
    heard.awaitScan("a good scan", this::complete);
    assertThat(Duration.ofNanos(clock.nanoTime() - began)).isLessThan(RECOVERY);
  }

  @Test
  void aPeerThatAcceptsAndNeverAnswersIsNotOnline() throws Exception {
    startPeer();
    wire.swallow();
    connector.start(heard);

    heard.awaitState(ConnectionState.BACKOFF);
    assertThat(heard.states()).doesNotContain(ConnectionState.ONLINE);

    wire.heal();
    heard.awaitScan("a good scan", this::complete);
  }

  @Test
  void closingReturnsThreadsAndSockets() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);
    for (int i = 0; i < 3; i++) {
      heard.forget();
      wire.cut();
      heard.awaitState(ConnectionState.BACKOFF);
      heard.awaitScan("a good scan", this::complete);
    }

    connector.close();

    heard.awaitTrue("no socket left", () -> wire.connections() == 0);
    heard.awaitTrue("no thread left, but " + threads(), () -> threads().isEmpty());
    assertThat(get(connector.write(request(1200, soon())))).isInstanceOf(WriteResult.Failed.class);
    assertThat(connector.status().state()).isEqualTo(ConnectionState.OFFLINE);
  }

  private List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> ours(name) && !shared(name))
        .toList();
  }

  /** Shared by all connections of the process, and so not given back by one of them. */
  private static boolean shared(String name) {
    return name.startsWith("milo-shared")
        || name.startsWith("milo-netty")
        || name.startsWith("plc4x-io");
  }

  private static boolean ours(String name) {
    return name.startsWith("contract")
        || name.startsWith("plc4x")
        || name.startsWith("milo")
        || name.startsWith("pool-")
        || name.startsWith("nioEvent");
  }

  private long soon() {
    return clock.nanoTime() + Duration.ofSeconds(2).toNanos();
  }

  private WriteRequest request(double value, long notAfter) {
    return new WriteRequest(tag(WRITABLE), value, notAfter, Duration.ofMillis(500), 0.01);
  }

  private Tag tag(int index) {
    return connector.groups().get(0).tags().get(index);
  }

  private boolean complete(Scan scan) {
    return at(scan, FLOAT) >= 0 && scan.hasValue(at(scan, FLOAT)) && at(scan, SCALED) >= 0;
  }

  private boolean toldOfMissing(Scan scan) {
    int at = at(scan, MISSING);
    return at >= 0 && scan.status(at) != StatusCode.BAD_NOT_CONNECTED.code();
  }

  private static double value(Scan scan, int tag) {
    return scan.value(at(scan, tag));
  }

  private static int at(Scan scan, int tag) {
    for (int i = 0; i < scan.size(); i++) {
      if (scan.tagIndex(i) == tag) {
        return i;
      }
    }
    return -1;
  }

  private static boolean allNotConnected(Scan scan) {
    for (int i = 0; i < scan.size(); i++) {
      if (scan.status(i) != StatusCode.BAD_NOT_CONNECTED.code()) {
        return false;
      }
    }
    return scan.size() == 4;
  }

  private static int firstBackoff(List<Object> all) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) instanceof ConnectionStatus status
          && status.state() == ConnectionState.BACKOFF) {
        return i;
      }
    }
    return -1;
  }

  protected static Tag tag(String name, String address, DataType type, double scale) {
    boolean writable = name.endsWith("-sp");
    return new Tag(
        name,
        "fast",
        address,
        type,
        "rpm",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        scale,
        0,
        0,
        writable ? Access.WRITE : Access.READ,
        writable ? TagClass.SETPOINT : TagClass.PROCESS,
        "");
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
