package io.sluice.analytics.detectors;

class GmmTest extends DetectorContractTest<GmmOptions> {
  GmmTest() throws Exception {
    super(new GmmKind());
  }
}
