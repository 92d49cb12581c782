package io.sluice.analytics.detectors;

import io.sluice.analytics.Row;

class SpectrumTest extends DetectorContractTest<SpectrumOptions> {
  private static final int POINTS = 32;

  SpectrumTest() {
    super(new SpectrumKind());
  }

  /** A short window: the usual one is longer than these few rows. */
  @Override
  SpectrumOptions options() {
    return new SpectrumOptions(null, POINTS, 4, null);
  }

  @Override
  int firstScore() {
    return POINTS;
  }

  /** A hum of 2.5 Hz: that a tag stays at another height is not in its spectrum. */
  @Override
  void disturb(Row row, int since) {
    double[] hum = {0, 1, 0, -1};
    row.set(CURRENT, row.value(CURRENT) + hum[since % 4]);
  }
}
