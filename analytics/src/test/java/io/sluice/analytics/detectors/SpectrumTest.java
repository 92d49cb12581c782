package io.sluice.analytics.detectors;

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
}
