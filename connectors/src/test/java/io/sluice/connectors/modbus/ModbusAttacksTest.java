package io.sluice.connectors.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.ConnectionState;
import io.sluice.connectors.Connector;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Heard;
import io.sluice.connectors.Scan;
import io.sluice.connectors.SystemClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.modbus.HostileModbus.Attack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The attack list's numbers 1 to 14: a server that lies. No lie is ever taken for a value, the
 * attack is told or does no harm, threads stay bounded, and good values are back within 10 s.
 */
@org.junit.jupiter.api.Tag("soak")
class ModbusAttacksTest {
  private static final Duration ATTACK = Duration.ofMillis(1_500);
  private static final Duration RECOVERY = Duration.ofSeconds(10);
  private static final int[] REGISTERS = {1, 2, 3, 500, 501, 502, 1_000};

  /** Lies in a header that RTU frames do not have. */
  private static final Set<Attack> OF_THE_HEADER =
      EnumSet.of(Attack.A01_WRONG_TRANSACTION, Attack.A02_LENGTH_LIES, Attack.A13_PROTOCOL_ID);

  /** Attacks that a connection can bear without a word. */
  private static final Set<Attack> BORNE = EnumSet.of(Attack.A07_GLUED_AND_SPLIT);

  private final SystemClock clock = new SystemClock();
  private final Heard heard = new Heard();

  static Stream<Arguments> attacks() {
    return Stream.of(Attack.values())
        .filter(attack -> attack != Attack.NONE)
        .flatMap(
            attack ->
                OF_THE_HEADER.contains(attack)
                    ? Stream.of(Arguments.of(attack, "tcp"))
                    : Stream.of(Arguments.of(attack, "tcp"), Arguments.of(attack, "rtu-over-tcp")));
  }

  @ParameterizedTest
  @io.sluice.connectors.Attack({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14})
  @MethodSource("attacks")
  void noLieIsTakenForAValueAndTheTruthIsBackWithinTenSeconds(Attack attack, String scheme)
      throws Exception {
    try (HostileModbus peer = new HostileModbus(!scheme.equals("tcp"));
        Connector connector = connect(scheme + "://127.0.0.1:" + peer.port())) {
      connector.start(heard);
      heard.awaitScan("the truth", ModbusAttacksTest::allGood);
      int threads = Thread.activeCount();

      peer.attack(attack);
      long until = clock.nanoTime() + ATTACK.toNanos();
      heard.awaitTrue("the attack is over", () -> clock.nanoTime() - until > 0);
      assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 8);
      if (!BORNE.contains(attack)) {
        assertThat(heard.states()).containsAnyOf(ConnectionState.DEGRADED, ConnectionState.BACKOFF);
        assertThat(connector.status().lastError()).isNotBlank();
      }
      assertThat(lies()).as("told as values").isEmpty();

      heard.forget();
      peer.attack(Attack.NONE);
      long over = clock.nanoTime();
      heard.awaitScan("the truth again", ModbusAttacksTest::allGood);
      assertThat(Duration.ofNanos(clock.nanoTime() - over)).isLessThan(RECOVERY);
      assertThat(lies()).as("told as values").isEmpty();
    }
  }

  private Connector connect(String url) {
    List<Tag> tags = new ArrayList<>();
    for (int register : REGISTERS) {
      tags.add(ModbusContract.tag("r" + register, "holding:" + register, DataType.UINT16, 1));
    }
    ModbusOptions options = Options.of(url, Duration.ofMillis(200), Duration.ofMillis(25));
    return new ModbusKind().create("attacked", options, tags, clock);
  }

  private static boolean allGood(Scan scan) {
    for (int i = 0; i < REGISTERS.length; i++) {
      if (!scan.hasValue(i)) {
        return false;
      }
    }
    return true;
  }

  /** Each register truly holds its own number. */
  private List<String> lies() {
    List<String> lies = new ArrayList<>();
    for (Scan scan : heard.scans()) {
      for (int i = 0; i < REGISTERS.length; i++) {
        if (scan.hasValue(i) && scan.value(i) != REGISTERS[i]) {
          lies.add(scan.tag(i).name() + " = " + scan.value(i));
        }
      }
    }
    return lies;
  }
}
