package io.sluice.connectors.plc4x;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.Wire;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import io.sluice.connectors.plan.PollGroup;
import io.sluice.simulator.PlantOptions;
import io.sluice.simulator.VirtualPlant;
import io.sluice.simulator.eip.CipType;
import io.sluice.simulator.wire.Framing;
import io.sluice.simulator.wire.WireFault;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every type and kind of name, over the wire and back. */
class LogixValuesTest {
  private final SystemClock clock = new SystemClock();
  private final Heard heard = new Heard();
  private final LogixPeer peer = new LogixPeer();

  @BeforeEach
  void start() throws Exception {
    peer.start();
  }

  @AfterEach
  void stop() {
    peer.close();
  }

  @Test
  void everyTypeIsReadExactly() {
    peer.tags
        .put("run", CipType.BOOL, 1)
        .put("small", CipType.SINT, -5)
        .put("word", CipType.INT, -32768)
        .put("long", CipType.DINT, Integer.MIN_VALUE)
        .put("huge", CipType.LINT, 9_007_199_254_740_991L)
        .put("real", CipType.REAL, 0.1)
        .put("exact", CipType.LREAL, 0.1)
        .putText("name", "Pump 1 äöü")
        .putArray("counts", CipType.DINT, 10, 11, 12)
        .put("Motors[3].Axis.Speed", CipType.REAL, 7.5)
        .put("Program:Main.step", CipType.DINT, 42);

    try (Connector connector =
        connect(
            LogixTags.tag("a", "run", DataType.BOOL),
            LogixTags.tag("b", "small", DataType.INT16),
            LogixTags.tag("c", "word", DataType.INT16),
            LogixTags.tag("d", "long", DataType.INT32),
            LogixTags.tag("e", "huge", DataType.INT64),
            LogixTags.tag("f", "real", DataType.FLOAT32),
            LogixTags.tag("g", "exact", DataType.FLOAT64),
            LogixTags.tag("h", "counts[2]", DataType.INT32),
            LogixTags.tag("i", "Motors[3].Axis.Speed", DataType.FLOAT32),
            LogixTags.tag("j", "Program:Main.step", DataType.INT32),
            LogixTags.tag("k", "RUN", DataType.BOOL),
            LogixTags.tag("l", "name", DataType.STRING))) {
      Scan scan = heard.awaitScan("a good scan", one -> one.hasValue(0));
      double[] wanted = {
        1, -5, -32768, Integer.MIN_VALUE, 9_007_199_254_740_991L, 0.1f, 0.1, 12, 7.5, 42, 1
      };
      for (int i = 0; i < wanted.length; i++) {
        assertThat(scan.hasValue(i)).as("tag " + i).isTrue();
        assertThat(scan.value(i)).as("tag " + i).isEqualTo(wanted[i]);
      }
      assertThat(scan.text(11)).startsWith("Pump 1 ");
      assertThat(connector.status().state()).isEqualTo(ConnectionState.ONLINE);
    }
  }

  @Test
  void everyTypeIsWrittenAndReadBackExactly() throws Exception {
    peer.tags
        .put("run", CipType.BOOL, 0)
        .put("word", CipType.INT, 0)
        .put("long", CipType.DINT, 0)
        .put("huge", CipType.LINT, 0)
        .put("real", CipType.REAL, 0)
        .put("exact", CipType.LREAL, 0)
        .putArray("counts", CipType.DINT, 10, 11, 12)
        .put("Program:Main.step", CipType.DINT, 0);
    Tag[] tags = {
      LogixTags.tag("a-sp", "run", DataType.BOOL),
      LogixTags.tag("b-sp", "word", DataType.INT16),
      LogixTags.tag("c-sp", "long", DataType.INT32),
      LogixTags.tag("d-sp", "huge", DataType.INT64),
      LogixTags.tag("e-sp", "real", DataType.FLOAT32),
      LogixTags.tag("f-sp", "exact", DataType.FLOAT64),
      LogixTags.tag("g-sp", "counts[1]", DataType.INT32),
      LogixTags.tag("h-sp", "Program:Main.step", DataType.INT32)
    };
    double[] values = {1, -32768, -70_000, -9_007_199_254_740_991L, 0.5, 0.1, 99, 7};
    try (Connector connector = connect(tags)) {
      for (int i = 0; i < tags.length; i++) {
        assertThat(write(connector, tags[i], values[i]))
            .as(tags[i].address())
            .isEqualTo(new WriteResult.Confirmed(values[i]));
      }
      assertThat(peer.tags.number("huge")).isEqualTo(-9_007_199_254_740_991L);
      assertThat(peer.tags.number("Program:Main.step")).isEqualTo(7);
    }
  }

  @Test
  void twoWritesInARowBothReachTheController() throws Exception {
    peer.tags.put("speed", CipType.REAL, 0);
    Tag speed = LogixTags.tag("a-sp", "speed", DataType.FLOAT32);
    try (Connector connector = connect(speed)) {
      for (int i = 1; i <= 20; i++) {
        assertThat(write(connector, speed, i)).isEqualTo(new WriteResult.Confirmed(i));
        assertThat(peer.tags.number("speed")).isEqualTo(i);
      }
    }
  }

  @Test
  void anotherTypeInTheControllerIsNoValueAndNoWrite() throws Exception {
    peer.tags.put("speed", CipType.REAL, 5).put("good", CipType.INT, 1);
    Tag speed = LogixTags.tag("a-sp", "speed", DataType.INT32);
    try (Connector connector = connect(speed, LogixTags.tag("b", "good", DataType.INT16))) {
      Scan scan = heard.awaitScan("a good scan", one -> one.hasValue(1));
      assertThat(scan.status(0)).isEqualTo(StatusCode.BAD_TYPE_MISMATCH.code());
      assertThat(write(connector, speed, 6))
          .isInstanceOfSatisfying(
              WriteResult.Failed.class,
              failed -> {
                assertThat(failed.status()).isEqualTo(StatusCode.BAD_TYPE_MISMATCH);
                assertThat(failed.reason())
                    .isEqualTo("the PLC refused: status ff/2107, the tag has another type");
              });
      assertThat(peer.tags.number("speed")).isEqualTo(5);
      assertThat(connector.status().reconnects()).isZero();
    }
  }

  @Test
  void badTagsAmongManyStandAloneWithoutAReconnect() {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      if (i % 50 != 17) {
        peer.tags.put("Machine_tag_" + i, CipType.REAL, i);
      }
      tags.add(LogixTags.tag("t" + i, "Machine_tag_" + i, DataType.FLOAT32));
    }
    try (Connector connector = connect(tags.toArray(Tag[]::new))) {
      Scan scan = heard.awaitScan("a good scan", one -> one.hasValue(0));
      for (int i = 0; i < 500; i++) {
        if (i % 50 == 17) {
          assertThat(scan.status(i)).isEqualTo(StatusCode.BAD_NODE_ID_UNKNOWN.code());
        } else {
          assertThat(scan.value(i)).isEqualTo(i);
        }
      }
      heard.awaitState(ConnectionState.DEGRADED);
      assertThat(connector.status().lastError()).contains("t17 is Bad_NodeIdUnknown");
      assertThat(connector.status().reconnects()).isZero();
    }
  }

  @Test
  void aTagThatVanishesLeavesTheOthersAlone() {
    peer.tags.put("a", CipType.REAL, 1).put("b", CipType.REAL, 2);
    try (Connector connector =
        connect(
            LogixTags.tag("a", "a", DataType.FLOAT32), LogixTags.tag("b", "b", DataType.FLOAT32))) {
      heard.awaitScan("both", one -> one.hasValue(0) && one.hasValue(1));
      peer.tags.remove("b");
      heard.awaitScan("one", one -> one.hasValue(0) && !one.hasValue(1));
      assertThat(connector.status().reconnects()).isZero();
    }
  }

  @Test
  void aWrongSlotIsToldSo() {
    LogixOptions options = LogixPeer.options(peer.port, 500, 50);
    LogixOptions wrong = new LogixOptions(options.url(), 3, options.timeout(), options.groups());
    Tag tag = LogixTags.tag("a", "a", DataType.FLOAT32);
    try (Connector connector = new LogixKind().create("slot", wrong, List.of(tag), clock)) {
      connector.start(heard);
      assertThat(heard.awaitState(ConnectionState.BACKOFF).lastError())
          .startsWith("the PLC refused the connection (status 01/0312); the slot may be wrong");
    }
  }

  /** Its message router lists no classes, so the driver asks for each tag unconnected. */
  @Test
  void aControllerWithoutConnectionsIsReadTagByTag() throws Exception {
    peer.tags.put("a", CipType.REAL, 1).put("b", CipType.DINT, 2);
    try (Wire wire = new Wire(peer.port, Framing.ENCAPSULATION)) {
      wire.answers(new WireFault.Rewrite("no classes", LogixValuesTest::withoutClasses));
      Tag first = LogixTags.tag("a-sp", "a", DataType.FLOAT32);
      List<Tag> tags =
          List.of(
              first,
              LogixTags.tag("b", "b", DataType.INT32),
              LogixTags.tag("c", "nothing", DataType.INT32));
      LogixOptions options = LogixPeer.options(wire.port(), 2_000, 50);
      try (Connector connector = new LogixKind().create("alone", options, tags, clock)) {
        connector.start(heard);
        Scan scan = heard.awaitScan("values", one -> one.hasValue(0) && one.hasValue(1));
        assertThat(scan.value(0)).isEqualTo(1);
        assertThat(scan.value(1)).isEqualTo(2);
        assertThat(scan.status(2)).isEqualTo(StatusCode.BAD_NODE_ID_UNKNOWN.code());
        assertThat(write(connector, first, 5)).isEqualTo(new WriteResult.Confirmed(5));
      }
    }
  }

  private static byte[] withoutClasses(byte[] told) {
    int cip = 40;
    if (told.length <= cip || told[0] != 0x6F || (told[cip] & 0xFF) != 0x81) {
      return told;
    }
    ByteBuffer refusal = ByteBuffer.wrap(Arrays.copyOf(told, cip + 4));
    refusal.order(ByteOrder.LITTLE_ENDIAN).putShort(2, (short) (cip + 4 - 24));
    refusal.putShort(cip - 2, (short) 4).put(cip + 2, (byte) 8);
    return refusal.array();
  }

  @Test
  void theVirtualPumpIsReadAndItsSetpointWritten() throws Exception {
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(1))) {
      Tag setpoint = LogixTags.tag("pump-1/speed-sp", "pump_1_speed_sp", DataType.FLOAT32);
      LogixOptions options =
          new LogixOptions(
              "logix://127.0.0.1:" + plant.logixPort(),
              0,
              Duration.ofSeconds(2),
              Map.of("fast", new PollGroup(Duration.ofMillis(50))));
      List<Tag> tags =
          List.of(
              setpoint,
              LogixTags.tag("pump-1/speed", "pump_1_speed", DataType.FLOAT32),
              LogixTags.tag("pump-1/valve", "Program:Main.valve", DataType.FLOAT32),
              LogixTags.tag("pump-1/tank", "Tank.level", DataType.FLOAT32));
      try (Connector connector = new LogixKind().create("pump", options, tags, clock)) {
        connector.start(heard);
        Scan scan = heard.awaitScan("a good scan", one -> one.hasValue(0));
        assertThat(scan.value(1)).isBetween(1_000.0, 2_000.0);
        assertThat(scan.hasValue(2) && scan.hasValue(3)).isTrue();
        assertThat(write(connector, setpoint, 1_300)).isEqualTo(new WriteResult.Confirmed(1_300));
      }
      assertThat(plant.writeLog()).singleElement().matches(write -> write.accepted());
    }
  }

  private Connector connect(Tag... tags) {
    LogixOptions options = LogixPeer.options(peer.port, 2_000, 20);
    LogixKind kind = new LogixKind();
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
}
