package io.sluice.analytics.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.alarms.FloodGate.Flood;
import io.sluice.analytics.alarms.FloodGate.Passage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** More alarms than an operator can answer. */
class FloodGateTest {
  private static final long MINUTE = 60_000_000_000L;

  private final FloodGate gate = new FloodGate(FloodOptions.USUAL);

  @Test
  void tenIn10MinutesAreNoFloodAndTheEleventhBeginsOne() {
    for (int i = 0; i < 10; i++) {
      assertThat(gate.offer("a" + i, Priority.LOW, i)).isEqualTo(Passage.ANNOUNCED);
    }
    assertThat(gate.offer("last", Priority.LOW, 10)).isEqualTo(Passage.FLOOD_BEGINS);
    assertThat(gate.flood()).isTrue();
  }

  @Test
  void theSameSpreadOverTimeIsNoFlood() {
    for (int i = 0; i < 100; i++) {
      assertThat(gate.offer("a", Priority.LOW, i * MINUTE)).isEqualTo(Passage.ANNOUNCED);
    }
  }

  @Test
  void inAFloodLowerPrioritiesAreCollectedAndCountedAndHigherOnesAnnounced() {
    flood();
    assertThat(gate.offer("a", Priority.LOW, 11)).isEqualTo(Passage.COLLECTED);
    assertThat(gate.offer("b", Priority.MEDIUM, 12)).isEqualTo(Passage.COLLECTED);
    assertThat(gate.offer("b", Priority.MEDIUM, 13)).isEqualTo(Passage.COLLECTED);
    assertThat(gate.offer("c", Priority.HIGH, 14)).isEqualTo(Passage.ANNOUNCED);
    assertThat(gate.pass(9 * MINUTE)).isEmpty();
    Flood flood = gate.pass(11 * MINUTE).orElseThrow();
    assertThat(flood.announced()).isEqualTo(2);
    assertThat(flood.collected()).isEqualTo(Map.of("a", 1L, "b", 2L));
    assertThat(flood.collectedInAll()).isEqualTo(3);
    assertThat(flood.lasted()).isEqualTo(Duration.ofNanos(11 * MINUTE - 10));
    assertThat(gate.pass(12 * MINUTE)).as("told once").isEmpty();
    assertThat(gate.offer("d", Priority.LOW, 12 * MINUTE)).isEqualTo(Passage.ANNOUNCED);
  }

  @Test
  void aFloodGoesOnWhileHalfTheRateIsLeft() {
    flood();
    long later = 11 * MINUTE;
    for (int i = 0; i < 5; i++) {
      gate.offer("a", Priority.LOW, later - 5 + i);
    }
    assertThat(gate.pass(later)).isEmpty();
    assertThat(gate.pass(later + 10 * MINUTE)).isPresent();
  }

  @Test
  void manyNamesAreCountedTogetherAndNoneIsLost() {
    flood();
    for (int i = 0; i < 1_000; i++) {
      gate.offer("alarm-" + i, Priority.LOW, 11);
    }
    Flood flood = gate.pass(20 * MINUTE).orElseThrow();
    assertThat(flood.collected()).hasSize(FloodGate.MOST_NAMES + 1);
    assertThat(flood.collected().get(FloodGate.OTHERS)).isEqualTo(1_000 - FloodGate.MOST_NAMES);
    assertThat(flood.collectedInAll()).isEqualTo(1_000);
  }

  private void flood() {
    for (int i = 0; i < 11; i++) {
      gate.offer("flood", Priority.LOW, i);
    }
  }
}
