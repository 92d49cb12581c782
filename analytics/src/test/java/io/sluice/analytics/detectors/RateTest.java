package io.sluice.analytics.detectors;

import io.sluice.analytics.Row;

class RateTest extends DetectorContractTest<RateOptions> {
  RateTest() {
    super(new RateKind());
  }

  /** Half an ampere a row. */
  @Override
  void disturb(Row row, int since) {
    row.set(CURRENT, row.value(CURRENT) + 0.5 * since);
  }
}
