package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.connectors.Access;
import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.UtcTime;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values, qualities, times, security and writes against a real OPC UA server. */
class OpcUaValuesTest {
  private static final int UNCERTAIN_LAST_USABLE = 0x40900000;

  private final SystemClock clock = new SystemClock();
  private final Heard heard = new Heard();
  private @Nullable OpcUaPeer peer;

  @AfterEach
  void stopPeer() throws Exception {
    if (peer != null) {
      peer.close();
    }
  }

  @Test
  void statusAndSourceTimeComeFromTheWire() throws Exception {
    Instant measured = Instant.parse("2020-02-29T12:00:00.1234567Z");
    OpcUaPeer server = start();
    server.put(
        "a",
        new DataValue(
            new Variant(7.5),
            new org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode(UNCERTAIN_LAST_USABLE),
            new DateTime(measured)));
    try (Connector connector = connect(server, tag("a", DataType.FLOAT64, 0))) {
      Scan scan = heard.awaitScan("the sample", one -> one.size() == 1 && one.hasValue(0));
      assertThat(scan.value(0)).isEqualTo(7.5);
      assertThat(scan.status(0)).isEqualTo(UNCERTAIN_LAST_USABLE);
      assertThat(UtcTime.toInstant(scan.sourceTime(0))).isEqualTo(measured);
      assertThat(connector.status().lastGoodScan()).as("uncertain is not good").isNull();
    }
  }

  @Test
  void aBadSampleAndANonNumberHaveNoValue() throws Exception {
    OpcUaPeer server = start();
    server.put("nan", Double.NaN);
    server.put(
        "bad",
        new DataValue(
            new Variant(1.0),
            new org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode(0x808C0000L)));
    try (Connector connector =
        connect(server, tag("nan", DataType.FLOAT64, 0), tag("bad", DataType.FLOAT64, 0))) {
      Scan scan =
          heard.awaitScan(
              "both",
              one -> one.size() == 2 && one.status(0) != StatusCode.BAD_NOT_CONNECTED.code());
      assertThat(new StatusCode(scan.status(0))).isEqualTo(StatusCode.BAD_OUT_OF_RANGE);
      assertThat(new StatusCode(scan.status(1))).isEqualTo(StatusCode.BAD_SENSOR_FAILURE);
      assertThat(scan.hasValue(0) || scan.hasValue(1)).isFalse();
      assertThat(connector.groups()).hasSize(1);
    }
  }

  @Test
  void aChangeWithinTheDeadbandIsNotReported() throws Exception {
    OpcUaPeer server = start();
    server.put("a", 100.0);
    try (Connector connector = connect(server, tag("a", DataType.FLOAT64, 5))) {
      heard.awaitScan("the first", one -> one.size() == 1 && one.hasValue(0));
      server.put("a", 103.0);
      heard.awaitScan("an empty scan", one -> one.size() == 0);
      server.put("a", 106.0);
      heard.awaitScan(
          "the change", one -> one.size() == 1 && one.hasValue(0) && one.value(0) == 106);
      assertThat(heard.scans())
          .noneMatch(one -> one.size() == 1 && one.hasValue(0) && one.value(0) == 103);
      assertThat(connector.status().reconnects()).isZero();
    }
  }

  @Test
  void aValueIsWrittenInTheServersOwnType() throws Exception {
    OpcUaPeer server = start();
    Map<String, Object> zeros =
        Map.of(
            "sbyte",
            (byte) 0,
            "byte",
            Unsigned.ubyte(0),
            "int16",
            (short) 0,
            "uint16",
            Unsigned.ushort(0),
            "int32",
            0,
            "uint32",
            Unsigned.uint(0),
            "int64",
            0L,
            "uint64",
            Unsigned.ulong(0),
            "float",
            0f,
            "double",
            0.0);
    zeros.forEach(server::put);
    Tag[] tags =
        zeros.keySet().stream()
            .sorted()
            .map(name -> tag(name, DataType.FLOAT64, 0))
            .toArray(Tag[]::new);
    try (Connector connector = connect(server, tags)) {
      for (Tag tag : tags) {
        assertThat(write(connector, tag, 42))
            .as(tag.name())
            .isEqualTo(new WriteResult.Confirmed(42));
      }
      assertThat(write(connector, tag("byte", DataType.FLOAT64, 0), 256))
          .isInstanceOfSatisfying(
              WriteResult.Failed.class, failed -> assertThat(failed.sent()).isFalse());
    }
  }

  @Test
  void aTextIsATextAndCannotBeWritten() throws Exception {
    OpcUaPeer server = start();
    server.put("recipe", "blue 7");
    Tag recipe = tag("recipe", DataType.STRING, 0);
    try (Connector connector = connect(server, recipe)) {
      Scan scan = heard.awaitScan("the text", one -> one.size() == 1 && one.text(0) != null);
      assertThat(scan.text(0)).isEqualTo("blue 7");
      assertThat(write(connector, recipe, 1))
          .isInstanceOfSatisfying(
              WriteResult.Failed.class,
              failed -> assertThat(failed.status()).isEqualTo(StatusCode.BAD_TYPE_MISMATCH));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "speed", "ns=2", "ns=2;x=1", "nsu=;s=a", "ns=99999999;s=a", "i=-1"})
  void anAddressThatIsNoneIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NodeAddress.parse(text))
        .withMessageContaining("allowed is");
  }

  private OpcUaPeer start() throws Exception {
    OpcUaPeer started = new OpcUaPeer().start();
    peer = started;
    return started;
  }

  private Connector connect(OpcUaPeer server, Tag... tags) {
    OpcUaOptions options =
        new OpcUaOptions(
            "opc.tcp://127.0.0.1:" + server.port,
            null,
            null,
            Duration.ofSeconds(4),
            Map.of(
                "live",
                new OpcUaOptions.PublishGroup(Duration.ofMillis(50), Duration.ofMillis(20), 10)));
    OpcUaKind kind = new OpcUaKind();
    assertThat(kind.check(options, List.of(tags))).isEmpty();
    Connector connector = kind.create("values", options, List.of(tags), clock);
    connector.start(heard);
    heard.awaitTrue(
        "connected, or not",
        () ->
            heard.states().contains(ConnectionState.ONLINE)
                || heard.states().contains(ConnectionState.BACKOFF));
    return connector;
  }

  private WriteResult write(Connector connector, Tag tag, double value) throws Exception {
    long soon = clock.nanoTime() + Duration.ofSeconds(2).toNanos();
    return connector
        .write(new WriteRequest(tag, value, soon, Duration.ofMillis(300), 0))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static Tag tag(String name, DataType type, double deadband) {
    return new Tag(
        name,
        "live",
        "nsu=" + OpcUaPeer.NAMESPACE + ";s=" + name,
        type,
        "",
        -1e9,
        1e9,
        1,
        0,
        deadband,
        Access.WRITE,
        TagClass.SETPOINT,
        "");
  }
}
