package io.sluice.analytics.detectors;

class KMeansTest extends DetectorContractTest<KMeansOptions> {
  KMeansTest() throws Exception {
    super(new KMeansKind());
  }
}
