package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitTest {
  private static final double[] OWN = {0.5, 0.6};

  @Test
  void theLargestCrossFittedMeasureIsTheLimit() {
    assertThat(Limit.of(new double[] {1, 2, 1, 3, 2, 1, 1, 1.5}, OWN)).isEqualTo(3);
  }

  @Test
  void aBlockFarBeyondTheOthersDoesNotSetIt() {
    assertThat(Limit.of(new double[] {1, 2, 1e6, 3, 2, 1, 1, 1.5}, OWN)).isEqualTo(6);
  }

  @Test
  void itIsNeverBelowTheModelsOwnRows() {
    assertThat(Limit.of(new double[] {0.1, 0.1, 0.1, 0.1}, OWN)).isEqualTo(0.6);
    assertThat(Limit.of(new double[4], new double[4])).isPositive();
  }
}
