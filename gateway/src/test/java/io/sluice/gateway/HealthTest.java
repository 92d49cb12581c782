package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.ConnectionState;
import io.sluice.gateway.spool.SpoolCounts;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration LATE = Duration.ofSeconds(40);

  private final Health before = health(ConnectionState.ONLINE, 10_000, 0, 0, 3);

  @Test
  void theSameIsNoFall() {
    assertThat(Health.fallen(before, before, LATE)).isEmpty();
  }

  @Test
  void aConnectionMayTakeAWhileToComeBack() {
    Health now = health(ConnectionState.CONNECTING, 10_000, 0, 0, 3);
    assertThat(Health.fallen(before, now, SOON)).isEmpty();
    assertThat(Health.fallen(before, now, LATE)).contains("connection plc was online and is not");
    assertThat(Health.fallen(now, now, LATE)).as("it was not online before").isEmpty();
  }

  @Test
  void tagsThatCannotBeReadAnyMoreAreAFall() {
    Health now = health(ConnectionState.DEGRADED, 10_000, 0, 0, 3);
    assertThat(Health.fallen(before, now, LATE)).isPresent();
  }

  @Test
  void missedScansAreComparedWithWhatIsUsual() {
    Health now = health(ConnectionState.ONLINE, 11_000, 50, 0, 3);
    assertThat(Health.fallen(before, now, SOON))
        .contains("connection plc misses scans: 50 of 1050");
    Health usual = health(ConnectionState.ONLINE, 10_000, 500, 0, 3);
    Health same = health(ConnectionState.ONLINE, 11_000, 550, 0, 3);
    assertThat(Health.fallen(usual, same, SOON)).isEmpty();
  }

  @Test
  void aConnectionThatWasMadeAnewCountsFromNothing() {
    Health now = health(ConnectionState.ONLINE, 40, 1, 0, 3);
    assertThat(Health.fallen(before, now, SOON)).isEmpty();
  }

  @Test
  void droppedScansAreAFall() {
    Health now =
        new Health(
            before.connections(), Map.of(), Map.of(), Map.of(), new Health.Scans(11_000, 100));
    assertThat(Health.fallen(before, now, SOON)).contains("scans are dropped: 100 of 1000");
  }

  @Test
  void aSpoolThatRefusesIsAFallAndOneThatFillsIsAFallWhenItLasts() {
    Health refuses = spool(SpoolCounts.State.OPEN, 20);
    Health full = spool(SpoolCounts.State.DISK_FULL, 0);
    Health well = spool(SpoolCounts.State.OPEN, 0);
    assertThat(Health.fallen(well, refuses, SOON)).contains("spool cloud refuses records: 20");
    assertThat(Health.fallen(well, full, SOON)).isEmpty();
    assertThat(Health.fallen(well, full, LATE)).contains("spool cloud was open and is not");
    assertThat(Health.fallen(full, full, LATE)).isEmpty();
  }

  @Test
  void anUplinkThatWasOnlineMustComeBack() {
    Health on = uplink(true);
    Health off = uplink(false);
    assertThat(Health.fallen(on, off, SOON)).isEmpty();
    assertThat(Health.fallen(on, off, LATE)).contains("uplink broker was online and is not");
    assertThat(Health.fallen(off, off, LATE)).isEmpty();
  }

  @Test
  void moreAlarmsThanAPersonCanTakeInAreAFlood() {
    Health few = health(ConnectionState.ONLINE, 10_000, 0, 0, 13);
    Health many = health(ConnectionState.ONLINE, 10_000, 0, 0, 14);
    assertThat(Health.fallen(before, few, SOON)).isEmpty();
    assertThat(Health.fallen(before, many, SOON)).contains("alarms flood: 11 since the change");
    assertThat(Health.fallen(before, many, Duration.ofMinutes(20))).isEmpty();
  }

  @Test
  void whatAChangeRemovesIsNotMissed() {
    Health now = new Health(Map.of(), Map.of(), Map.of(), Map.of(), new Health.Scans(10_000, 0));
    assertThat(Health.fallen(before, now, LATE)).isEmpty();
  }

  private static Health health(
      ConnectionState plc, long scans, long missed, long dropped, long alarms) {
    return new Health(
        Map.of("plc", new Health.Link(plc, scans, missed)),
        Map.of(),
        Map.of(),
        Map.of("pump-1-health", alarms),
        new Health.Scans(10_000, dropped));
  }

  private static Health spool(SpoolCounts.State state, long refused) {
    return new Health(
        Map.of(),
        Map.of(),
        Map.of("cloud", new Health.Store(state, refused)),
        Map.of(),
        new Health.Scans(0, 0));
  }

  private static Health uplink(boolean online) {
    return new Health(
        Map.of(), Map.of("broker", online), Map.of(), Map.of(), new Health.Scans(0, 0));
  }
}
