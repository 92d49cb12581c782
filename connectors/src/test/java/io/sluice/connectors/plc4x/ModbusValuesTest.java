package io.sluice.connectors.plc4x;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Access;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import io.sluice.connectors.modbus.ModbusPeer;
import io.sluice.connectors.plan.PollGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every type to and from a real Modbus device, and what PLC4X gets wrong there. */
class ModbusValuesTest {
  private final SystemClock clock = new SystemClock();
  private final Heard heard = new Heard();
  private ModbusPeer peer;

  @BeforeEach
  void startPeer() throws Exception {
    peer = new ModbusPeer().start();
  }

  @AfterEach
  void stopPeer() throws Exception {
    peer.close();
  }

  @ParameterizedTest
  @CsvSource({
    "00009, BOOL, 1",
    "40001, INT16, -32768",
    "40001, UINT16, 65535",
    "40001, INT32, -2147483648",
    "40001, UINT32, 4294967295",
    "40001, INT64, -9007199254740992",
    "40001, FLOAT32, 1480.5",
    "40001, FLOAT64, 1e-300",
  })
  void whatIsWrittenIsReadBack(String address, DataType type, double value) throws Exception {
    Tag tag = tag("a", address, type, 1);
    try (Connector connector = connect(tag)) {
      assertThat(write(connector, tag, value)).isEqualTo(new WriteResult.Confirmed(value));
      heard.awaitScan("the value", scan -> scan.hasValue(0) && scan.value(0) == value);
    }
  }

  @Test
  void theScaleIsAppliedBothWays() throws Exception {
    Tag tag = tag("a", "40001", DataType.INT16, 0.1);
    try (Connector connector = connect(tag)) {
      assertThat(write(connector, tag, 12.34)).isInstanceOf(WriteResult.Confirmed.class);
      assertThat(peer.holding[0]).isEqualTo(123);
    }
  }

  @Test
  void overlappingTagsAreAllRead() throws Exception {
    peer.put(0, 1480.5, 2);
    try (Connector connector =
        connect(
            tag("whole", "40001", DataType.FLOAT32, 1),
            tag("high", "40001", DataType.UINT16, 1),
            tag("low", "40002", DataType.UINT16, 1))) {
      Scan scan = heard.awaitScan("a good scan", one -> one.hasValue(0));
      assertThat(scan.value(0)).isEqualTo(1480.5);
      assertThat(scan.value(1)).isEqualTo(peer.holding[0]);
      assertThat(scan.value(2)).isEqualTo(peer.holding[1]);
      assertThat(connector.status().reconnects()).isZero();
    }
  }

  @Test
  void aCoilAmongOthersIsItself() throws Exception {
    peer.coils[8] = true;
    peer.coils[30] = true;
    try (Connector connector =
        connect(
            tag("off", "00008", DataType.BOOL, 1),
            tag("on", "00009", DataType.BOOL, 1),
            tag("far", "00031", DataType.BOOL, 1))) {
      Scan scan = heard.awaitScan("a good scan", one -> one.hasValue(0));
      assertThat(scan.value(0)).isZero();
      assertThat(scan.value(1)).isEqualTo(1);
      assertThat(scan.value(2)).isEqualTo(1);
      assertThat(connector.name()).isEqualTo("values");
    }
  }

  @Test
  void notANumberIsNoValue() throws Exception {
    peer.put(0, Double.NaN, 2);
    try (Connector connector = connect(tag("nan", "40001", DataType.FLOAT32, 1))) {
      Scan scan =
          heard.awaitScan("an answer", one -> one.status(0) != StatusCode.BAD_NOT_CONNECTED.code());
      assertThat(new StatusCode(scan.status(0))).isEqualTo(StatusCode.BAD_OUT_OF_RANGE);
      assertThat(scan.hasValue(0)).isFalse();
      assertThat(connector.status().reconnects()).isZero();
    }
  }

  @Test
  void aDeviceThatKeepsItsValueIsAMismatch() throws Exception {
    peer.deafToWrites = true;
    Tag tag = tag("a", "40001", DataType.INT16, 1);
    try (Connector connector = connect(tag)) {
      assertThat(write(connector, tag, 7)).isEqualTo(new WriteResult.Mismatch(0));
    }
  }

  @Test
  void aRefusedWriteSaysWhy() throws Exception {
    Tag tag = tag("a", "40005", DataType.INT16, 1);
    peer.unmapped.add(4);
    try (Connector connector = connect(tag, tag("b", "40001", DataType.INT16, 1))) {
      assertThat(write(connector, tag, 7))
          .isInstanceOfSatisfying(
              WriteResult.Failed.class,
              failed -> {
                assertThat(failed.status()).isEqualTo(StatusCode.BAD_NODE_ID_UNKNOWN);
                assertThat(failed.sent()).isTrue();
              });
    }
  }

  @Test
  void aThousandTagsAreFewRequests() throws Exception {
    Tag[] tags = new Tag[1_000];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = tag("t" + i, "4" + (10_001 + i), DataType.INT16, 1);
    }
    try (Connector connector = connect(tags)) {
      heard.awaitScan("a good scan", one -> one.hasValue(999));
      assertThat(Set.copyOf(peer.reads)).hasSize(8);
      assertThat(connector.status().samples()).isGreaterThanOrEqualTo(1_000);
    }
  }

  private Connector connect(Tag... tags) {
    Plc4xOptions options =
        new Plc4xOptions(
            "modbus-tcp://127.0.0.1:" + peer.port,
            Duration.ofSeconds(2),
            Map.of("fast", new PollGroup(Duration.ofMillis(20))));
    Plc4xKind kind = new Plc4xKind();
    assertThat(kind.check(options, List.of(tags))).isEmpty();
    Connector connector = kind.create("values", options, List.of(tags), clock);
    connector.start(heard);
    heard.awaitScan("an answer", one -> one.status(0) != StatusCode.BAD_NOT_CONNECTED.code());
    return connector;
  }

  private WriteResult write(Connector connector, Tag tag, double value) throws Exception {
    long soon = clock.nanoTime() + Duration.ofSeconds(2).toNanos();
    return connector
        .write(new WriteRequest(tag, value, soon, Duration.ofMillis(300), 0))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static Tag tag(String name, String address, DataType type, double scale) {
    boolean writable = address.startsWith("4") || address.startsWith("0");
    return new Tag(
        name,
        "fast",
        address,
        type,
        "",
        -1e9,
        1e9,
        scale,
        0,
        0,
        writable ? Access.WRITE : Access.READ,
        TagClass.SETPOINT,
        "");
  }
}
