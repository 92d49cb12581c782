package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagGroup;
import io.sluice.connectors.VirtualClock;
import io.sluice.connectors.WriteRequest;
import io.sluice.connectors.WriteResult;
import io.sluice.gateway.fakes.FakeConnector;
import io.sluice.gateway.fakes.Pump;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PlantPortTest {
  private static final Tag PRESSURE =
      Pump.tag("exchanger-1/pressure", "live", "bar", TagClass.PROCESS);

  private static final Set<String> ALL =
      Set.of(
          "pump-1/speed", "pump-1/flow", "pump-1/state", "pump-1/speed-sp", "exchanger-1/pressure");

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T08:00:00Z"));
  private final FakeConnector plc = new FakeConnector("plc", Pump.GROUPS, clock);
  private final FakeConnector exchanger =
      new FakeConnector(
          "exchanger",
          List.of(new TagGroup("exchanger", "live", Duration.ofMillis(100), List.of(PRESSURE))),
          clock);
  private final PlantPort port = new PlantPort(List.of(plc, exchanger), ALL, clock);

  PlantPortTest() {
    plc.mend();
    exchanger.mend();
    plc.set("pump-1/speed", 1450);
    plc.set("pump-1/flow", 210);
    exchanger.set("exchanger-1/pressure", 4.2);
  }

  @Test
  void tagsOfSeveralConnectionsComeAsOneScanInTheOrderAskedFor() {
    Scan scan = read(List.of(Pump.FLOW, PRESSURE, Pump.SPEED));
    assertThat(scan.group().tags()).containsExactly(Pump.FLOW, PRESSURE, Pump.SPEED);
    assertThat(value(scan, Pump.FLOW)).isEqualTo(210);
    assertThat(value(scan, PRESSURE)).isEqualTo(4.2);
    assertThat(value(scan, Pump.SPEED)).isEqualTo(1450);
  }

  @Test
  void aConnectionThatIsDownMakesItsTagsBadAndLeavesTheOthersGood() {
    exchanger.cut();
    Scan scan = read(List.of(Pump.FLOW, PRESSURE));
    assertThat(value(scan, Pump.FLOW)).isEqualTo(210);
    assertThat(status(scan, PRESSURE)).isEqualTo(StatusCode.BAD_NOT_CONNECTED.code());
  }

  @Test
  void aTagThatWasNotAnsweredIsBadNotMissing() {
    FakeConnector partial = new FakeConnector("partial", Pump.GROUPS, clock);
    partial.mend();
    partial.forget("pump-1/flow");
    CompletionStage<Scan> reading =
        new PlantPort(List.of(partial), ALL, clock).read(List.of(Pump.SPEED, Pump.FLOW));
    clock.advance(Duration.ofSeconds(1));
    Scan scan = reading.toCompletableFuture().join();
    assertThat(scan.size()).isEqualTo(2);
    assertThat(status(scan, Pump.FLOW)).isEqualTo(StatusCode.BAD_NO_COMMUNICATION.code());
  }

  @Test
  void theWholeIsAsOldAsItsOldestPart() {
    exchanger.latency(Duration.ofMillis(300));
    long begun = clock.nanoTime();
    Scan scan = read(List.of(Pump.FLOW, PRESSURE));
    assertThat(scan.readNanos() - begun).isEqualTo(Duration.ofMillis(1).toNanos());
  }

  @Test
  void aWriteGoesToTheTagsOwnConnection() {
    CompletionStage<WriteResult> writing =
        port.write(
            new WriteRequest(
                Pump.SPEED_SP, 1300, clock.nanoTime() + 1_000_000_000L, Duration.ofSeconds(1), 1));
    clock.advance(Duration.ofSeconds(1));
    assertThat(writing.toCompletableFuture().join()).isEqualTo(new WriteResult.Confirmed(1300));
    assertThat(plc.writes()).hasSize(1);
    assertThat(exchanger.writes()).isEmpty();
  }

  @Test
  void aTagOfNoConnectionIsAMistakeOfTheWiring() {
    assertThatThrownBy(() -> port.read(List.of(Pump.tag("fan-1/speed", "x", "", TagClass.PROCESS))))
        .hasMessage("fan-1/speed is on no connection");
  }

  private Scan read(List<Tag> tags) {
    CompletionStage<Scan> reading = port.read(tags);
    clock.advance(Duration.ofSeconds(1));
    return reading.toCompletableFuture().join();
  }

  private static double value(Scan scan, Tag tag) {
    return scan.value(place(scan, tag));
  }

  private static int status(Scan scan, Tag tag) {
    return scan.status(place(scan, tag));
  }

  private static int place(Scan scan, Tag tag) {
    for (int i = 0; i < scan.size(); i++) {
      if (scan.tag(i).equals(tag)) {
        return i;
      }
    }
    throw new AssertionError(tag + " is not in " + scan);
  }
}
