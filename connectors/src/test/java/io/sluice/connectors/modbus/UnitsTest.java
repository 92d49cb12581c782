package io.sluice.connectors.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalpetri.modbus.ExceptionCode;
import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several units behind one address, some of which do not answer. */
class UnitsTest {
  private final SystemClock clock = new SystemClock();
  private final Heard heard = new Heard();
  private ModbusPeer peer;

  @BeforeEach
  void start() throws Exception {
    peer = new ModbusPeer().start();
    peer.holding[0] = 5;
  }

  @AfterEach
  void stop() throws Exception {
    peer.close();
  }

  @Test
  void aDeadUnitCostsItsOwnTimeoutsAndTheOthersKeepTheirRate() throws Exception {
    peer.dead.add(2);
    try (Connector connector = connect(3)) {
      heard.awaitScan("unit 2 left alone", scan -> is(scan, 1, StatusCode.BAD_TIMEOUT));
      heard.awaitTrue(
          "told",
          () ->
              String.valueOf(connector.status().lastError())
                  .contains("unit 2 does not answer: its tag is Bad_Timeout"));
      assertThat(connector.status().state()).isEqualTo(ConnectionState.DEGRADED);
      long before = good(0);
      long began = clock.nanoTime();
      heard.awaitTrue("40 scans more", () -> good(0) >= before + 40);

      assertThat(Duration.ofNanos(clock.nanoTime() - began))
          .as("40 scans of 20 ms, and a look or two of 200 ms")
          .isLessThan(Duration.ofSeconds(2));
      assertThat(good(2)).isGreaterThan(before);
      assertThat(connector.status().reconnects()).isZero();
    }
  }

  @Test
  void aUnitThatComesBackIsReadAgain() throws Exception {
    peer.dead.add(2);
    try (Connector connector = connect(3)) {
      heard.awaitScan("unit 2 left alone", scan -> is(scan, 1, StatusCode.BAD_TIMEOUT));
      peer.dead.clear();
      heard.forget();

      heard.awaitScan("unit 2 again", scan -> scan.hasValue(1));
      heard.awaitTrue("well", () -> connector.status().state() == ConnectionState.ONLINE);
      assertThat(connector.status().reconnects()).isZero();
    }
  }

  @Test
  void whenNoUnitAnswersTheConnectionIsLost() throws Exception {
    try (Connector connector = connect(2)) {
      heard.awaitScan("good", scan -> scan.hasValue(0) && scan.hasValue(1));
      peer.dead.addAll(List.of(1, 2));
      heard.awaitState(ConnectionState.BACKOFF);
      assertThat(connector.status().lastError()).startsWith("no answer within 200 ms");

      peer.dead.remove(2);
      heard.forget();
      heard.awaitScan("unit 2 is enough", scan -> scan.hasValue(1) && !scan.hasValue(0));
    }
  }

  @Test
  void aDeadFirstUnitDoesNotKeepTheConnectionDown() throws Exception {
    peer.dead.addAll(List.of(1, 2, 3, 4));
    try (Connector connector = connect(5)) {
      heard.awaitScan("unit 5", scan -> scan.hasValue(4));
      assertThat(connector.status().state()).isNotEqualTo(ConnectionState.BACKOFF);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "ACKNOWLEDGE",
        "SLAVE_DEVICE_BUSY",
        "GATEWAY_PATH_UNAVAILABLE",
        "GATEWAY_TARGET_DEVICE_FAILED_TO_RESPONSE"
      })
  void aUnitThatIsBusyOrOutOfReachForEverIsLeftAloneAndComesBack(ExceptionCode code)
      throws Exception {
    peer.ill.put(2, code);
    try (Connector connector = connect(2)) {
      heard.awaitTrue(
          "told", () -> String.valueOf(connector.status().lastError()).contains("unit 2 is "));
      heard.awaitScan("the others are good", scan -> scan.hasValue(0) && !scan.hasValue(1));
      int asked = asked(2);
      long before = good(0);
      heard.awaitTrue("30 scans more", () -> good(0) >= before + 30);
      assertThat(asked(2) - asked).as("asked now and then").isLessThan(4);

      peer.ill.clear();
      heard.forget();
      heard.awaitScan("unit 2 again", scan -> scan.hasValue(1));
    }
  }

  @Test
  void aWriteToADeadUnitIsNotSent() throws Exception {
    peer.dead.add(2);
    try (Connector connector = connect(2)) {
      heard.awaitScan("unit 2 left alone", scan -> is(scan, 1, StatusCode.BAD_TIMEOUT));
      heard.awaitTrue(
          "told", () -> String.valueOf(connector.status().lastError()).contains("unit 2"));
      long soon = clock.nanoTime() + Duration.ofSeconds(2).toNanos();
      Tag tag = connector.groups().get(0).tags().get(1);

      assertThat(
              connector
                  .write(new WriteRequest(tag, 1, soon, Duration.ofMillis(100), 0))
                  .toCompletableFuture()
                  .get(5, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              WriteResult.Failed.class,
              failed -> {
                assertThat(failed.sent()).isFalse();
                assertThat(failed.reason()).contains("unit 2 does not answer");
              });
    }
  }

  private Connector connect(int units) {
    List<Tag> tags = new ArrayList<>();
    for (int unit = 1; unit <= units; unit++) {
      tags.add(ModbusContract.tag("u" + unit + "-sp", unit + "!40001", DataType.INT16, 1));
    }
    ModbusOptions options =
        Options.of("tcp://127.0.0.1:" + peer.port, Duration.ofMillis(200), Duration.ofMillis(20));
    Connector connector = new ModbusKind().create("units", options, tags, clock);
    connector.start(heard);
    return connector;
  }

  private static boolean is(Scan scan, int tag, StatusCode status) {
    return scan.status(tag) == status.code();
  }

  private long good(int tag) {
    return heard.scans().stream().filter(scan -> scan.hasValue(tag)).count();
  }

  private int asked(int unit) {
    return (int) peer.units.stream().filter(one -> one == unit).count();
  }
}
