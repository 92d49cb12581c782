package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the plant does wrong is told in the plant's words: no class name in any message, nothing on
 * the console. One small subclass a protocol.
 */
public abstract class FaultContract {
  /** Names of packages and classes, of exceptions, and what objects print of themselves. */
  private static final Pattern OF_JAVA =
      Pattern.compile(
          "\\b[a-z]\\w*\\.[a-z]\\w*\\.\\w+|(?<!_)\\b[A-Z][A-Za-z0-9]*(Exception|Error)\\b"
              + "|[a-z]\\$[A-Z]|@[0-9a-f]{5,}|\\bnull\\b|(?i)netty|plc4x|milo");

  private @Nullable Wire wire;
  private final Heard heard = new Heard();
  private final SystemClock clock = new SystemClock();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  /** What a connection cut while reading is told as. */
  protected abstract String cut();

  /** Starts a peer that answers well and gives its port. */
  protected abstract int startPeer() throws Exception;

  /** A connector to that port with a few good tags, group {@code fast}, not started. */
  protected abstract Connector connect(int port, PlantClock clock);

  protected abstract void stopPeer() throws Exception;

  /** A writable tag of the peer. */
  protected abstract Tag writable();

  @BeforeEach
  void listenToTheConsole() {
    PrintStream ear = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(ear);
    System.setErr(ear);
  }

  @AfterEach
  void nothingWasPrinted() throws Exception {
    System.setOut(out);
    System.setErr(err);
    stopPeer();
    if (wire != null) {
      wire.close();
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aPeerThatIsNotThereRefusesTheConnection() throws Exception {
    int nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = free.getLocalPort();
    }
    try (Connector connector = connect(nobody, clock)) {
      connector.start(heard);
      assertThat(told(ConnectionState.BACKOFF)).startsWith("connection refused; retry in ");
    }
  }

  @ParameterizedTest
  @EnumSource(BrokenPeer.Manner.class)
  void aBrokenPeerIsToldInPlainWords(BrokenPeer.Manner manner) throws Exception {
    try (BrokenPeer peer = new BrokenPeer(manner);
        Connector connector = connect(peer.port(), clock)) {
      connector.start(heard);
      String told = told(ConnectionState.BACKOFF);
      switch (manner) {
        case SLAMS, RESETS -> assertThat(told).containsAnyOf("closed the connection", "no answer");
        case KEEPS_SILENT -> assertThat(told).contains("no answer");
        case TALKS_NOISE -> assertThat(told).isNotBlank();
      }
    }
  }

  @Test
  void aConnectionCutWhileReadingIsToldAsClosed() throws Exception {
    Wire wire = layTheWire();
    try (Connector connector = connect(wire.port(), clock)) {
      connector.start(heard);
      heard.awaitScan("a good scan", scan -> scan.size() > 0 && scan.hasValue(0));
      heard.forget();
      wire.cut();
      assertThat(told(ConnectionState.BACKOFF)).startsWith(cut()).contains("last good scan");
    }
  }

  @Test
  void aPeerThatFallsSilentIsToldSo() throws Exception {
    Wire wire = layTheWire();
    try (Connector connector = connect(wire.port(), clock)) {
      connector.start(heard);
      heard.awaitScan("a good scan", scan -> scan.size() > 0 && scan.hasValue(0));
      heard.forget();
      wire.swallow();
      assertThat(told(ConnectionState.BACKOFF)).startsWith("no ");
    }
  }

  @Test
  void aWriteThatTheCutTakesIsToldInPlainWords() throws Exception {
    Wire wire = layTheWire();
    try (Connector connector = connect(wire.port(), clock)) {
      connector.start(heard);
      heard.awaitScan("a good scan", scan -> scan.size() > 0 && scan.hasValue(0));
      wire.swallow();
      long soon = clock.nanoTime() + Duration.ofSeconds(2).toNanos();
      var end = connector.write(new WriteRequest(writable(), 5, soon, Duration.ofMillis(100), 0));
      wire.cut();
      WriteResult result = end.toCompletableFuture().get(10, TimeUnit.SECONDS);
      assertThat(result).isInstanceOf(WriteResult.Failed.class);
      assertPlain(((WriteResult.Failed) result).reason());
    }
  }

  @Test
  void whatIsOverIsToldAsPast() throws Exception {
    Wire wire = layTheWire();
    try (Connector connector = connect(wire.port(), clock)) {
      connector.start(heard);
      heard.awaitScan("a good scan", scan -> scan.size() > 0 && scan.hasValue(0));
      heard.forget();
      wire.cut();
      told(ConnectionState.BACKOFF);
      heard.awaitTrue("online again", () -> connector.status().state() == ConnectionState.ONLINE);
      String past = String.valueOf(connector.status().lastError());
      assertThat(past).startsWith("before: ").contains("last good scan").doesNotContain("retry");
      assertPlain(past);
    }
  }

  /** What the status said on entering a state, which must be plain. */
  protected String told(ConnectionState state) {
    String error = heard.awaitState(state).lastError();
    assertThat(error).isNotNull();
    assertPlain(String.valueOf(error));
    return String.valueOf(error);
  }

  /** To a peer that answers well. */
  protected Wire layTheWire() throws Exception {
    Wire laid = new Wire(startPeer());
    wire = laid;
    return laid;
  }

  protected Heard heard() {
    return heard;
  }

  protected PlantClock clock() {
    return clock;
  }

  protected static void assertPlain(String sentence) {
    assertThat(OF_JAVA.matcher(sentence).find()).as(sentence).isFalse();
    assertThat(List.of(sentence.split("\n", -1))).hasSize(1);
  }
}
