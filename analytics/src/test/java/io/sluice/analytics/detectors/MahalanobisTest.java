package io.sluice.analytics.detectors;

class MahalanobisTest extends DetectorContractTest<MahalanobisOptions> {
  MahalanobisTest() throws Exception {
    super(new MahalanobisKind());
  }
}
