package io.sluice.analytics.detectors;

class KMeansTest extends AssetContractTest<KMeansOptions> {
  KMeansTest() {
    super(new KMeansKind());
  }
}
