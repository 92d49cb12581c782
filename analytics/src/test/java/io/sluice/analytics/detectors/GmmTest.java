package io.sluice.analytics.detectors;

class GmmTest extends AssetContractTest<GmmOptions> {
  GmmTest() {
    super(new GmmKind());
  }
}
