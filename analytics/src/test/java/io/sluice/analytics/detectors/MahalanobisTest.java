package io.sluice.analytics.detectors;

class MahalanobisTest extends AssetContractTest<MahalanobisOptions> {
  MahalanobisTest() {
    super(new MahalanobisKind());
  }
}
