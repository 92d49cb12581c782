package io.sluice.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReactionTimesTest {
  private final ReactionTimes times = new ReactionTimes();

  @Test
  void withoutAReactionThereIsNothingToTell() {
    assertThat(times.micros(50)).isZero();
    assertThat(times.micros(99)).isZero();
  }

  @Test
  void percentilesAreOfAllReactionsSoFar() {
    for (int i = 1; i <= 100; i++) {
      times.record(i * 10_000L);
    }
    assertThat(times.micros(50)).isCloseTo(500, within(5L));
    assertThat(times.micros(99)).isCloseTo(990, within(10L));
    for (int i = 0; i < 900; i++) {
      times.record(1_000);
    }
    assertThat(times.micros(50)).as("the earlier ones still count").isEqualTo(1);
    assertThat(times.micros(99)).isCloseTo(900, within(10L));
  }

  @Test
  void aTimeOutOfRangeCountsAsTheEndOfTheRange() {
    times.record(-5);
    assertThat(times.micros(100)).isEqualTo(1);
    times.record(Long.MAX_VALUE);
    assertThat(times.micros(100)).isGreaterThanOrEqualTo(60_000_000L);
  }
}
