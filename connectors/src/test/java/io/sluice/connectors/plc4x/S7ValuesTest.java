package io.sluice.connectors.plc4x;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import io.sluice.connectors.plan.PollGroup;
import io.sluice.simulator.s7.Area;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written stands in the PLC's memory bit for bit, and is read as that. */
class S7ValuesTest {
  private final SystemClock clock = new SystemClock();
  private final Heard heard = new Heard();
  private final S7Blocks plc;

  S7ValuesTest() throws IOException {
    plc = new S7Blocks(240);
  }

  @BeforeEach
  void start() throws IOException {
    plc.server.start();
  }

  @AfterEach
  void stop() {
    plc.server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "DB1.DBX10.3, BOOL, 1, 08ffffffffffffffff",
    "DB1.DBW10, INT16, -32768, 8000ffffffffffffff",
    "DB1.DBW10, UINT16, 65535, ffff00000000000000",
    "DB1.DBB10, UINT16, 200, c8ffffffffffffffff",
    "DB1.DBB10, INT16, -100, 9cffffffffffffffff",
    "DB1.DBD10, INT32, -70000, fffeee9000000000",
    "DB1.DBD10, UINT32, 4000000000, ee6b280000000000",
    "DB1.DBD10, FLOAT32, -2.5, c020000000000000",
    "DB1.DBB10, INT64, -9007199254740991, ffe0000000000001",
    "DB1.DBB10, UINT64, 9007199254740991, 001fffffffffffff",
    "DB1.DBB10, FLOAT64, 0.1, 3fb999999999999a",
    "MW10, INT16, 258, 0102",
    "QD10, INT32, 1, 00000001",
  })
  void aValueIsWrittenExactlyAndReadBack(String address, DataType type, double value, String bytes)
      throws Exception {
    Tag tag = S7Tags.written(address, type);
    try (Connector connector = online(List.of(tag))) {
      assertThat(get(connector.write(request(tag, value))))
          .isEqualTo(new WriteResult.Confirmed(value));
      int length = type == DataType.BOOL ? 1 : S7Address.parse(address).bytes(type);
      assertThat(memory(address, length)).isEqualTo(bytes.substring(0, 2 * length));
    }
  }

  @Test
  void aBitLeavesItsNeighboursAlone() throws Exception {
    Tag tag = S7Tags.written("DB1.DBX10.3", DataType.BOOL);
    plc.memory.put(Area.DATA_BLOCK, 1, 9, (byte) 0x55, (byte) 0b1010_0101, (byte) 0xAA);
    try (Connector connector = online(List.of(tag))) {
      assertThat(get(connector.write(request(tag, 1)))).isEqualTo(new WriteResult.Confirmed(1));
      assertThat(memory("DB1.DBB9", 3)).isEqualTo("55adaa");
      assertThat(get(connector.write(request(tag, 0)))).isEqualTo(new WriteResult.Confirmed(0));
      assertThat(memory("DB1.DBB9", 3)).isEqualTo("55a5aa");
    }
  }

  @ParameterizedTest
  @CsvSource({"DB1.DBB10, UINT16, 256", "DB1.DBB10, INT16, 128", "DB1.DBW10, INT16, 32768"})
  void whatDoesNotFitIsNeverSent(String address, DataType type, double value) throws Exception {
    Tag tag = S7Tags.written(address, type);
    try (Connector connector = online(List.of(tag))) {
      assertThat(get(connector.write(request(tag, value))))
          .isInstanceOfSatisfying(
              WriteResult.Failed.class,
              failed -> {
                assertThat(failed.status()).isEqualTo(StatusCode.BAD_OUT_OF_RANGE);
                assertThat(failed.sent()).isFalse();
              });
      assertThat(memory("DB1.DBB10", 2)).isEqualTo("0000");
    }
  }

  @Test
  void aTextThatIsLongerThanTheTagOrTheAnswerHasNoValue() throws Exception {
    plc.memory.put(Area.DATA_BLOCK, 1, 0, (byte) 20, (byte) 12);
    plc.memory.put(Area.DATA_BLOCK, 1, 100, (byte) 254, (byte) 221);
    List<Tag> tags =
        List.of(
            S7Tags.read("DB1.DBB0.10", DataType.STRING),
            S7Tags.read("DB1.DBB100.254", DataType.STRING));
    try (Connector connector = online(tags)) {
      Scan scan = get(connector.read(tags));
      assertThat(scan.status(0)).isEqualTo(StatusCode.BAD_OUT_OF_RANGE.code());
      assertThat(scan.status(1)).isEqualTo(StatusCode.BAD_OUT_OF_RANGE.code());
      plc.memory.put(Area.DATA_BLOCK, 1, 101, (byte) 3, (byte) 'a', (byte) 'b', (byte) 'c');
      assertThat(get(connector.read(tags)).text(1)).isEqualTo("abc");
    }
  }

  @Test
  void aMissingBlockAmongManyIsFoundAndTheOthersKeepTheirRate() throws Exception {
    List<Tag> tags = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> tags.add(S7Tags.read("DB1.DBW" + 2 * i, DataType.INT16)));
    tags.add(S7Tags.read("DB7.DBW0", DataType.INT16));
    tags.add(S7Tags.read("DB1.DBW900", DataType.INT16));
    try (Connector connector = online(tags)) {
      heard.forget();
      Scan scan = heard.awaitScan("both alone", one -> one.hasValue(99) && !one.hasValue(101));
      assertThat(scan.status(100)).isEqualTo(StatusCode.BAD_NODE_ID_UNKNOWN.code());
      assertThat(scan.status(101)).isEqualTo(StatusCode.BAD_NODE_ID_UNKNOWN.code());
      assertThat(IntStream.range(0, 100).allMatch(scan::hasValue)).isTrue();
      assertThat(connector.status().reconnects()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(S7Options.Controller.class)
  void everyControllerIsReadAndAnUnknownOneIsAskedWhatItIs(S7Options.Controller controller)
      throws Exception {
    plc.put(0, 1480.5f);
    List<Tag> tags = List.of(S7Tags.read("DB1.DBD0", DataType.FLOAT32));
    S7Options options =
        new S7Options(
            "s7://127.0.0.1:" + plc.server.port(),
            0,
            2,
            480,
            controller,
            Duration.ofSeconds(2),
            Map.of("fast", new PollGroup(Duration.ofMillis(50))));
    try (Connector connector = new S7Kind().create("family", options, tags, clock)) {
      connector.start(heard);
      Scan scan = heard.awaitScan("a good scan", one -> one.size() == 1 && one.hasValue(0));
      assertThat(scan.value(0)).isEqualTo(1480.5);
    }
  }

  private Connector online(List<Tag> tags) {
    S7Options options =
        S7Tags.options(plc.server.port(), Duration.ofMillis(50), Duration.ofSeconds(2));
    Connector connector = new S7Kind().create("values", options, tags, clock);
    connector.start(heard);
    heard.awaitScan("a scan", scan -> scan.size() > 0);
    return connector;
  }

  private WriteRequest request(Tag tag, double value) {
    long soon = clock.nanoTime() + Duration.ofSeconds(3).toNanos();
    return new WriteRequest(tag, value, soon, Duration.ofSeconds(1), 0);
  }

  private String memory(String address, int length) {
    S7Address place = S7Address.parse(address);
    Area area =
        switch (place.area()) {
          case DATA_BLOCK -> Area.DATA_BLOCK;
          case FLAGS -> Area.FLAGS;
          case INPUTS -> Area.INPUTS;
          case OUTPUTS -> Area.OUTPUTS;
        };
    return HexFormat.of().formatHex(plc.memory.get(area, place.block(), place.start(), length));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
