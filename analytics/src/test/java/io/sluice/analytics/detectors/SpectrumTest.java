package io.sluice.analytics.detectors;

class SpectrumTest extends DetectorContractTest<SpectrumOptions> {
  private static final int POINTS = 32;

  SpectrumTest() throws Exception {
    super(new SpectrumKind(), new SpectrumOptions(null, POINTS, 4, null), POINTS);
  }
}
