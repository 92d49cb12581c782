package io.sluice.analytics.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.Detector;
import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;

class FlatlineTest extends DetectorContractTest<FlatlineOptions> {
  FlatlineTest() {
    super(new FlatlineKind());
  }

  @Override
  void disturb(Row row, int since) {
    row.set(CURRENT, 8);
  }

  /** What is no verdict to the others is what this one is for. */
  @Override
  void seesAFrozenSource(Detector detector, Verdict last) {
    assertThat(last).isEqualTo(Verdict.SCORED);
    assertThat(detector.score()).isGreaterThan(1);
  }
}
