package io.sluice.connectors.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalpetri.modbus.FunctionCode;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of every type and order, there and back. */
class ModbusValuesTest {
  private final SystemClock clock = new SystemClock();
  private final Heard heard = new Heard();
  private ModbusPeer peer;

  @BeforeEach
  void start() throws Exception {
    peer = new ModbusPeer().start();
  }

  @AfterEach
  void stop() throws Exception {
    peer.close();
  }

  @ParameterizedTest
  @CsvSource({
    "INT16, ABCD, 8000, -32768",
    "INT16, DCBA, 0080, -32768",
    "UINT16, ABCD, ffff, 65535",
    "UINT16, CDAB, 0102, 258",
    "UINT16, BADC, 0102, 513",
    "INT32, ABCD, 80000000, -2147483648",
    "INT32, CDAB, fffeffff, -2",
    "UINT32, ABCD, ffffffff, 4294967295",
    "UINT32, ABCD, 01020304, 16909060",
    "UINT32, CDAB, 03040102, 16909060",
    "UINT32, BADC, 02010403, 16909060",
    "UINT32, DCBA, 04030201, 16909060",
    "FLOAT32, ABCD, 44b91000, 1480.5",
    "FLOAT32, CDAB, 100044b9, 1480.5",
    "FLOAT32, BADC, b9440010, 1480.5",
    "FLOAT32, DCBA, 0010b944, 1480.5",
    "INT64, ABCD, ffffffffffffffff, -1",
    "UINT64, ABCD, 0001020304050607, 283686952306183",
    "UINT64, CDAB, 0607040502030001, 283686952306183",
    "UINT64, BADC, 0100030205040706, 283686952306183",
    "UINT64, DCBA, 0706050403020100, 283686952306183",
    "FLOAT64, ABCD, 4097220000000000, 1480.5",
    "FLOAT64, DCBA, 0000000000229740, 1480.5",
  })
  void everyTypeIsReadAndWrittenInEveryOrder(
      DataType type, WordOrder order, String bytes, double value) throws Exception {
    put(10, bytes);
    Tag tag = tag("v-sp", "40011#" + order, type, 1);
    try (Connector connector = connect(tag)) {
      assertThat(first().value(0)).isEqualTo(value);

      put(10, "00".repeat(bytes.length() / 2));
      assertThat(write(connector, tag, value)).isInstanceOf(WriteResult.Confirmed.class);
      assertThat(hex(10, bytes.length() / 4)).isEqualTo(bytes);
    }
  }

  @Test
  void anUnsignedNumberOfSixtyFourBitsIsNeverNegative() throws Exception {
    put(0, "ffffffffffffffff");
    put(4, "8000000000000001");
    try (Connector connector =
        connect(
            tag("most", "40001", DataType.UINT64, 1), tag("half", "40005", DataType.UINT64, 1))) {
      assertThat(first().value(0)).isEqualTo(0x1p64);
      assertThat(first().value(1)).isEqualTo(0x1p63);
      assertThat(connector.status().reconnects()).isZero();
    }
  }

  @Test
  void theScaleIsAppliedBothWays() throws Exception {
    Tag tag = tag("a-sp", "40001", DataType.INT16, 0.1);
    try (Connector connector = connect(tag)) {
      assertThat(write(connector, tag, 12.34)).isInstanceOf(WriteResult.Confirmed.class);
      assertThat(peer.holding[0]).isEqualTo(123);
    }
  }

  @Test
  void textsAreReadInEitherByteOrderAndEndAtTheirLength() throws Exception {
    put(0, hexOf("Mixer-7 \0x"));
    put(20, hexOf("iMex-r7"));
    peer.holding[23] = '7' | '!' << 8;
    try (Connector connector =
        connect(
            tag("plain", "40001.10", DataType.STRING, 1),
            tag("swapped", "40021.7#BADC", DataType.STRING, 1))) {
      assertThat(first().text(0)).isEqualTo("Mixer-7");
      assertThat(first().text(1)).isEqualTo("Mixer-7");
      assertThat(first().hasValue(0)).isFalse();
      assertThat(connector.status().lastError()).isNull();
    }
  }

  @Test
  void aBitOfARegisterIsReadAndIsWrittenWithoutTouchingItsNeighbours() throws Exception {
    peer.holding[4] = 0b1000_0000_0000_1000;
    Tag bit = tag("bit-sp", "40005.3", DataType.BOOL, 1);
    Tag high = tag("high", "40005.15", DataType.BOOL, 1);
    Tag other = tag("other", "40005.14", DataType.BOOL, 1);
    Tag swapped = tag("swapped-sp", "40005.0#BADC", DataType.BOOL, 1);
    try (Connector connector = connect(bit, high, other, swapped)) {
      assertThat(first().value(0)).isEqualTo(1);
      assertThat(first().value(1)).isEqualTo(1);
      assertThat(first().value(2)).isZero();
      assertThat(write(connector, bit, 0)).isInstanceOf(WriteResult.Confirmed.class);
      assertThat(peer.holding[4]).isEqualTo(0b1000_0000_0000_0000);
      assertThat(write(connector, swapped, 1)).isInstanceOf(WriteResult.Confirmed.class);
      assertThat(peer.holding[4]).isEqualTo(0b1000_0001_0000_0000);
    }
  }

  @Test
  void aDeviceWithoutMaskWriteGetsNoBitAtAll() throws Exception {
    peer.unknown.add(FunctionCode.MASK_WRITE_REGISTER);
    peer.holding[4] = 0xF0F0;
    Tag bit = tag("bit-sp", "40005.3", DataType.BOOL, 1);
    try (Connector connector = connect(bit)) {
      assertThat(write(connector, bit, 1))
          .isInstanceOfSatisfying(
              WriteResult.Failed.class,
              failed -> {
                assertThat(failed.status()).isEqualTo(StatusCode.BAD_NOT_SUPPORTED);
                assertThat(failed.reason()).contains("function 22");
              });
      assertThat(peer.holding[4]).isEqualTo(0xF0F0);
    }
  }

  @Test
  void aDeviceThatKnowsOnlyTheWritesOfManyIsWrittenByThose() throws Exception {
    peer.unknown.addAll(Set.of(FunctionCode.WRITE_SINGLE_REGISTER, FunctionCode.WRITE_SINGLE_COIL));
    Tag register = tag("a-sp", "40001", DataType.INT16, 1);
    Tag coil = tag("b-sp", "coil:9", DataType.BOOL, 1);
    try (Connector connector = connect(register, coil)) {
      assertThat(write(connector, register, 7)).isEqualTo(new WriteResult.Confirmed(7));
      assertThat(write(connector, coil, 1)).isEqualTo(new WriteResult.Confirmed(1));
      assertThat(peer.coils[9]).isTrue();
    }
  }

  @Test
  void coilsAreBitsOfABlock() throws Exception {
    peer.coils[8] = true;
    peer.coils[30] = true;
    Tag written = tag("w-sp", "00010", DataType.BOOL, 1);
    try (Connector connector =
        connect(
            tag("off", "00008", DataType.BOOL, 1),
            tag("on", "00009", DataType.BOOL, 1),
            tag("far", "coil:30", DataType.BOOL, 1),
            written)) {
      assertThat(first().value(0)).isZero();
      assertThat(first().value(1)).isEqualTo(1);
      assertThat(first().value(2)).isEqualTo(1);
      assertThat(write(connector, written, 1)).isEqualTo(new WriteResult.Confirmed(1));
      assertThat(peer.coils[9]).isTrue();
    }
  }

  @Test
  void overlappingTagsAndTheLastRegisterAreRead() throws Exception {
    peer.put(0, 1480.5, 2);
    peer.holding[65_535] = 9;
    try (Connector connector =
        connect(
            tag("whole", "40001", DataType.FLOAT32, 1),
            tag("high", "40001", DataType.UINT16, 1),
            tag("low", "40002", DataType.UINT16, 1),
            tag("last", "465536", DataType.UINT16, 1))) {
      assertThat(first().value(0)).isEqualTo(1480.5);
      assertThat(first().value(1)).isEqualTo(peer.holding[0]);
      assertThat(first().value(2)).isEqualTo(peer.holding[1]);
      assertThat(first().value(3)).isEqualTo(9);
      assertThat(connector.status().reconnects()).isZero();
    }
  }

  @Test
  void notANumberIsNoValue() throws Exception {
    peer.put(0, Double.NaN, 2);
    try (Connector connector = connect(tag("nan", "40001", DataType.FLOAT32, 1))) {
      Scan scan = heard.awaitScan("an answer", ModbusValuesTest::answered);
      assertThat(new StatusCode(scan.status(0))).isEqualTo(StatusCode.BAD_OUT_OF_RANGE);
      assertThat(scan.hasValue(0)).isFalse();
      assertThat(connector.status().reconnects()).isZero();
    }
  }

  @Test
  void aDeviceThatKeepsItsValueIsAMismatch() throws Exception {
    peer.deafToWrites = true;
    Tag tag = tag("a-sp", "40001", DataType.INT16, 1);
    try (Connector connector = connect(tag)) {
      assertThat(write(connector, tag, 7)).isEqualTo(new WriteResult.Mismatch(0));
    }
  }

  @Test
  void aRefusedWriteSaysWhy() throws Exception {
    Tag tag = tag("a-sp", "40005", DataType.INT16, 1);
    peer.unmapped.add(4);
    try (Connector connector = connect(tag, tag("b", "40001", DataType.INT16, 1))) {
      assertThat(write(connector, tag, 7))
          .isInstanceOfSatisfying(
              WriteResult.Failed.class,
              failed -> {
                assertThat(failed.status()).isEqualTo(StatusCode.BAD_NODE_ID_UNKNOWN);
                assertThat(failed.reason()).contains("exception 02, illegal data address");
                assertThat(failed.sent()).isTrue();
              });
    }
  }

  @Test
  void aThousandTagsAreEightRequests() throws Exception {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      tags.add(tag("t" + i, "holding:" + i, DataType.INT16, 1));
    }
    try (Connector connector = connect(tags.toArray(new Tag[0]))) {
      heard.awaitScan("a good scan", one -> one.hasValue(999));
      assertThat(Set.copyOf(peer.reads)).hasSize(8);
      assertThat(connector.status().samples()).isGreaterThanOrEqualTo(1_000);
    }
  }

  @Test
  void eachUnitHasItsOwnTables() throws Exception {
    try (Connector connector =
        connect(
            tag("one", "40001", DataType.INT16, 1), tag("seven", "7!40001", DataType.INT16, 1))) {
      heard.awaitScan("a good scan", one -> one.hasValue(0) && one.hasValue(1));
      assertThat(peer.units).contains(1, 7).doesNotContain(0);
      assertThat(connector.name()).isEqualTo("values");
    }
  }

  private Scan first() {
    return heard.awaitScan("a good scan", ModbusValuesTest::answered);
  }

  private static boolean answered(Scan scan) {
    int status = scan.status(0);
    return status != StatusCode.BAD_NOT_CONNECTED.code();
  }

  private Connector connect(Tag... tags) {
    ModbusOptions options =
        Options.of("tcp://127.0.0.1:" + peer.port, Duration.ofSeconds(2), Duration.ofMillis(20));
    ModbusKind kind = new ModbusKind();
    assertThat(kind.check(options, List.of(tags))).isEmpty();
    Connector connector = kind.create("values", options, List.of(tags), clock);
    connector.start(heard);
    heard.awaitScan("an answer", ModbusValuesTest::answered);
    return connector;
  }

  private WriteResult write(Connector connector, Tag tag, double value) throws Exception {
    long soon = clock.nanoTime() + Duration.ofSeconds(2).toNanos();
    return connector
        .write(new WriteRequest(tag, value, soon, Duration.ofMillis(300), 0))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private void put(int register, String hex) {
    for (int i = 0; i < hex.length() / 4; i++) {
      peer.holding[register + i] = Integer.parseInt(hex.substring(4 * i, 4 * i + 4), 16);
    }
  }

  private String hex(int register, int words) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < words; i++) {
      hex.append(String.format("%04x", peer.holding[register + i]));
    }
    return hex.toString();
  }

  private static String hexOf(String text) {
    StringBuilder hex = new StringBuilder();
    for (byte one : text.getBytes(StandardCharsets.ISO_8859_1)) {
      hex.append(String.format("%02x", one));
    }
    return hex.toString();
  }

  private static Tag tag(String name, String address, DataType type, double scale) {
    return ModbusContract.tag(name, address, type, scale);
  }
}
