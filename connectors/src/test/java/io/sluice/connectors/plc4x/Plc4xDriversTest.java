package io.sluice.connectors.plc4x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Scan;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagProblem;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import io.sluice.connectors.plan.PollGroup;
import io.sluice.simulator.PlantOptions;
import io.sluice.simulator.VirtualPlant;
import io.sluice.simulator.eip.CipType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kind plc4x with drivers that have no kind of their own there. */
class Plc4xDriversTest {
  private final SystemClock clock = new SystemClock();
  private final Heard heard = new Heard();

  @Test
  void aDriverThatIsNotThereIsToldWithThoseThatAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options("profinet://10.0.4.12"))
        .withMessage(
            "url is \"profinet://10.0.4.12\", there is no driver profinet; there are eip, logix,"
                + " modbus-ascii, modbus-rtu, modbus-tcp, s7, s7-light");
  }

  @ParameterizedTest
  @CsvSource({
    "s7://10.0.4.12, s7-light:plant://10.0.4.12:102",
    "s7-light:tcp://plc:1102?pdu-size=480, s7-light:plant://plc:1102?pdu-size=480",
    "logix://10.0.4.12?slot=2, logix:plant://10.0.4.12:44818?slot=2",
    "eip://10.0.4.12/?big-endian=false, eip:plant://10.0.4.12:44818?big-endian=false",
    "modbus-tcp:tcp://10.0.4.12, modbus-tcp:plant://10.0.4.12:502",
    "modbus-rtu:serial://dev-ttyUSB0, modbus-rtu:serial://dev-ttyUSB0",
  })
  void driversOverTcpGoOverOurTransport(String written, String forDriver) {
    assertThat(Plc4xUrl.parse(written).forDriver()).isEqualTo(forDriver);
  }

  @ParameterizedTest
  @CsvSource({
    "s7-light://h, DB1.DBW22, s7-light",
    "s7://h, %DB1.DBZ22:INT, s7-light",
    "logix://h, Speed-1, logix",
    "logix://h, Program:Main.Speed, logix",
    "eip://h, '', eip",
    "modbus-rtu://h, 40001x, modbus-rtu",
  })
  void anAddressThatTheDriverCannotReadIsToldWithoutConnecting(
      String url, String address, String driver) {
    List<Tag> tags = List.of(LogixTags.tag("a", address, DataType.INT16));
    assertThat(new Plc4xKind().check(options(url), tags))
        .singleElement()
        .extracting(TagProblem::message)
        .isEqualTo(
            "address is \"" + address + "\", which PLC4X's driver " + driver + " cannot read");
  }

  @ParameterizedTest
  @CsvSource({
    "s7-light://h, %DB1.DBW22:INT",
    "logix://h, Speed:INT",
    "eip://h, %Speed:INT",
    "modbus-rtu://h, holding-register:1:INT"
  })
  void anAddressThatItCanReadIsTaken(String url, String address) {
    List<Tag> tags = List.of(LogixTags.tag("a", address, DataType.INT16));
    assertThat(new Plc4xKind().check(options(url), tags)).isEmpty();
  }

  @Test
  void logixIsReadAndWrittenByTheDriversOwnAddresses() throws Exception {
    try (LogixPeer peer = new LogixPeer().start()) {
      peer.tags.put("speed", CipType.REAL, 7.5).put("good", CipType.DINT, 3);
      Tag speed = LogixTags.tag("a-sp", "speed:REAL", DataType.FLOAT32);
      Tag good = LogixTags.tag("b", "good:DINT", DataType.INT32);
      try (Connector connector = connect("logix://127.0.0.1:" + peer.port, speed, good)) {
        Scan scan = heard.awaitScan("values", one -> one.hasValue(0) && one.hasValue(1));
        assertThat(scan.value(0)).isEqualTo(7.5);
        assertThat(scan.value(1)).isEqualTo(3);
        for (int i = 1; i <= 3; i++) {
          assertThat(write(connector, speed, i)).isEqualTo(new WriteResult.Confirmed(i));
        }
      }
    }
  }

  @Test
  void s7IsReadAndWrittenByTheDriversOwnAddresses() throws Exception {
    try (VirtualPlant plant = VirtualPlant.start(PlantOptions.defaults(1))) {
      Tag speed = LogixTags.tag("a", "%DB1.DBD0:REAL", DataType.FLOAT32);
      Tag setpoint = LogixTags.tag("b-sp", "%DB1.DBD40:REAL", DataType.FLOAT32);
      String url = "s7://127.0.0.1:" + plant.s7Port() + "?controller-type=S7_1500";
      try (Connector connector = connect(url, speed, setpoint)) {
        Scan scan = heard.awaitScan("values", one -> one.hasValue(0) && one.hasValue(1));
        assertThat(scan.value(0)).isBetween(1_000.0, 2_000.0);
        assertThat(write(connector, setpoint, 1_300)).isEqualTo(new WriteResult.Confirmed(1_300));
      }
    }
  }

  private Connector connect(String url, Tag... tags) {
    Plc4xKind kind = new Plc4xKind();
    assertThat(kind.check(options(url), List.of(tags))).isEmpty();
    Connector connector = kind.create("drivers", options(url), List.of(tags), clock);
    connector.start(heard);
    return connector;
  }

  private WriteResult write(Connector connector, Tag tag, double value) throws Exception {
    long soon = clock.nanoTime() + Duration.ofSeconds(2).toNanos();
    return connector
        .write(new WriteRequest(tag, value, soon, Duration.ofMillis(300), 0))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static Plc4xOptions options(String url) {
    return new Plc4xOptions(
        url, Duration.ofSeconds(2), Map.of("fast", new PollGroup(Duration.ofMillis(50))));
  }
}
